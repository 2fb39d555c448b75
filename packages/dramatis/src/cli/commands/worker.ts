import { hostname } from "node:os";
import { Command } from "commander";
import { amount, wholeNumber } from "../numbers.ts";

export interface WorkerFlags {
  name: string;
  concurrency: number;
  maxCost?: number;
  untilIdle?: boolean;
  lease: number;
  crashes: number;
}

const EXAMPLES = `
A worker needs the database's address, and the keys of the models that the runs name:
  $ export DATABASE_URL=postgres://dramatis:secret@db.example:5432/dramatis OPENAI_API_KEY=…
  $ dramatis worker --concurrency 32 --max-cost 20

Then, on any machine with the same DATABASE_URL:
  $ dramatis check personas/ --model openai:gpt-4o-mini     shares its trials with all workers
  $ dramatis check personas/ --detach                       leaves them to the workers
  $ dramatis runs list`;

/** `dramatis worker` */
export function workerCommand(done: (exitCode: number) => void): Command {
  return new Command("worker")
    .summary("work on the runs of a database, with other machines")
    .description(
      "Takes trials of the runs in the database that DATABASE_URL names, the oldest run first, until it is stopped. " +
        "^C or SIGTERM gives back what it took; what a dead worker had is taken over by the others.",
    )
    .option("--name <name>", "of this worker; no two have one", `${hostname()}-${process.pid}`)
    .option("--concurrency <number>", "trials at once", wholeNumber(1), 8)
    .option("--max-cost <dollars>", "stop before spending more, over all runs", amount)
    .option("--until-idle", "end when no run is left")
    .option("--lease <seconds>", "after how long without a sign a worker is taken to be dead", wholeNumber(10), 30)
    .option("--crashes <number>", "a trial that takes its worker with it so often is given up", wholeNumber(1), 3)
    .addHelpText("after", EXAMPLES)
    .action(async (flags: WorkerFlags) => {
      const { workerAction } = await import("../actions/worker.ts");
      done(await workerAction(flags));
    });
}
