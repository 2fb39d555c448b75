// Does the simulator foretell what real workers do, and what does it say of a billion? See README.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { outcomeWriter } from "../../packages/dramatis/src/run/shared/outcome-writer.ts";
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import { openPostgres, type Sql } from "../../packages/dramatis/src/store/index.ts";
import { thisMachine } from "../machine.ts";
import { measureQueue, ownDatabase } from "../queue/measure.ts";
import { type Setting, simulate } from "./simulate.ts";

const { values: options } = parseArgs({
  options: {
    trials: { type: "string", default: "2000" },
    ms: { type: "string", default: "50" },
    concurrency: { type: "string", default: "8" },
    workers: { type: "string", default: "1,2,4" },
    rounds: { type: "string", default: "3" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});
const server = process.env.DRAMATIS_TEST_DATABASE;
if (server === undefined) throw new Error("DRAMATIS_TEST_DATABASE names no PostgreSQL server");
const [trials, ms, concurrency, rounds] = [options.trials, options.ms, options.concurrency, options.rounds].map(
  Number,
) as [number, number, number, number];
const fleets = options.workers.split(",").map(Number);

type Figures = Pick<Setting, "openMs" | "statementMs" | "writeMs" | "trialMs">;

/** What the simulator is given: single steps, measured by themselves, before the runs that it foretells. */
async function figures(): Promise<Figures> {
  const own = await ownDatabase(server);
  const sql = await openPostgres(own.url, { connections: 2 });
  try {
    const [run] = await sql.query<{ queue: number }>("SELECT queue::integer AS queue FROM dramatis.runs");
    const writer = outcomeWriter({ sql, run: { id: own.run, queue: run?.queue ?? 1 }, worker: "bench" });
    const writeMs = await meanMs(100, (round) =>
      Promise.all(
        Array.from({ length: concurrency }, (_, i) =>
          writer.keep({ id: `${round} ${i}`, status: "done", result: [{ value: 0.5, cluster: "session" }], ms }),
        ),
      ),
    );
    const statementMs = await meanMs(100, (round) => look(sql, own.run, round));
    const trialMs = await meanMs(20, () =>
      Promise.all(Array.from({ length: concurrency }, () => new Promise((resolve) => setTimeout(resolve, ms)))),
    );
    const { seconds } = await measureQueue({ engine: "postgres", workers: 1, trials: 1, ms: 0, concurrency, server });
    // What a run of one trial takes besides: a batch and its look-up, a write and a read.
    return { writeMs, statementMs, trialMs, openMs: Math.max(0, 1000 * seconds - 3 * statementMs - writeMs) };
  } finally {
    await sql.close();
    await own.drop();
  }
}

function look(sql: Sql, run: string, round: number): Promise<unknown> {
  const ids = Array.from({ length: 8 }, (_, i) => JSON.stringify(`${round} ${i}`));
  return sql.query("SELECT id FROM dramatis.trials WHERE run = $1 AND id = ANY($2::text[])", [
    JSON.stringify(run),
    ids,
  ]);
}

async function meanMs(times: number, work: (round: number) => Promise<unknown>): Promise<number> {
  await work(-1);
  const started = performance.now();
  for (let round = 0; round < times; round++) await work(round);
  return (performance.now() - started) / times;
}

interface Seen {
  round: number;
  workers: number;
  load: number;
  figures: Figures;
  predictedSeconds: number;
  measuredSeconds: number;
  predictedStatements: number;
  measuredStatements: number;
}

const seen: Seen[] = [];
for (let round = 0; round < rounds; round++)
  for (const workers of fleets) {
    const given = await figures();
    const load = loadavg()[0] as number;
    const predicted = simulate({ ...given, trials, workers, concurrency });
    const measured = await measureQueue({ engine: "postgres", workers, trials, ms, concurrency, server });
    seen.push({
      round,
      workers,
      load,
      figures: given,
      predictedSeconds: predicted.seconds,
      measuredSeconds: measured.seconds,
      predictedStatements: predicted.statements / trials,
      measuredStatements: measured.statementsPerTrial,
    });
    console.error(JSON.stringify(seen.at(-1)));
  }

console.log(
  "| workers | foretold s | measured s | off by | statements a trial, foretold | measured |\n|---|---|---|---|---|---|",
);
for (const [workers, rows] of Map.groupBy(seen, (row) => row.workers)) {
  const median = (of: (row: Seen) => number): number => quantile(rows.map(of), 0.5) ?? Number.NaN;
  const off = median((row) => row.predictedSeconds / row.measuredSeconds - 1);
  const cells = [
    workers,
    median((row) => row.predictedSeconds).toFixed(2),
    median((row) => row.measuredSeconds).toFixed(2),
    `${(100 * off).toFixed(0)} %`,
    median((row) => row.predictedStatements).toFixed(2),
    median((row) => row.measuredStatements).toFixed(2),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

const machine = thisMachine();
mkdirSync(options.out, { recursive: true });
const at = new Date().toISOString();
const { out: _out, ...asked } = options;
const file = join(options.out, `${at.slice(0, 16).replace(":", "")}.json`);
writeFileSync(file, `${JSON.stringify({ at, machine, options: asked, seen }, null, 1)}\n`);
console.log(`\nkept in ${file}`);
