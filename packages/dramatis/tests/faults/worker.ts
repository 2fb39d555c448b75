// A process that works on one run of a made-up plan, for tests that kill it:
//   node worker.ts '{"url": …, "run": …, "trials": 100, "poison": 7, "ms": 5, "concurrency": 4, "crashes": 3}'
// It prints "ready", then "done" when it was given all outcomes.
import { contentId } from "../../src/core/index.ts";
import { helpShared, openRunDatabase } from "../../src/run/shared/run-database.ts";

export interface TestWork {
  url: string;
  run: string;
  trials: number;
  /** Number of the trial that kills its worker. */
  poison?: number;
  /** How long a trial takes. */
  ms: number;
  concurrency: number;
  crashes: number;
}

/** What a trial of the plan gives, whoever does it. */
export function resultOf(number: number): object {
  return { number, text: contentId(["result", number]), share: number / 7 };
}

async function main(): Promise<void> {
  const { url, run: id, trials, poison, ms, concurrency, crashes } = JSON.parse(process.argv[2] as string) as TestWork;
  const database = await openRunDatabase(url, { leaseSeconds: 10, mostCrashes: crashes });
  const run = await database.runs.find(id);
  const executor = helpShared(database, run)({ run: undefined as never, concurrency });
  process.stdout.write("ready\n");
  const plan = {
    trials: Array.from({ length: trials }, (_, number) => ({ id: `t${number}`, input: number })),
    perform: async ({ input }: { input: unknown }): Promise<object> => {
      if (input === poison) process.kill(process.pid, "SIGKILL");
      await new Promise((resolve) => setTimeout(resolve, ms));
      return resultOf(input as number);
    },
  };
  let seen = 0;
  for await (const _ of executor.run(plan)) seen++;
  process.stdout.write(`done ${seen}\n`);
  await database.close();
}

if (import.meta.main) await main();
