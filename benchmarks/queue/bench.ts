// How many trials a second get through? See README.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import { thisMachine } from "../machine.ts";
import { type Asked, LIBRARY, type Measured, measureQueue } from "./measure.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    /** Source folder of an earlier version, to be measured in the same rounds. */
    before: { type: "string" },
    /** Sizes of the growth part. */
    sizes: { type: "string", default: "1000,10000,100000" },
    parts: { type: "string", default: "throughput,scaling,growth" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});

type Case = Omit<Asked, "library"> & { version: "now" | "before" };
interface Seen extends Case, Measured {
  part: string;
  round: number;
  load: number;
}

const server = process.env.DRAMATIS_TEST_DATABASE;
const CONCURRENCY = 16;
const rounds = Number(options.rounds);
const seen: Seen[] = [];

async function see(part: string, round: number, { version, ...asked }: Case): Promise<void> {
  const library = version === "before" ? resolve(options.before as string) : LIBRARY;
  const load = loadavg()[0] as number;
  const measured = await measureQueue({ ...asked, library, server });
  const { server: _server, ...kept } = asked;
  seen.push({ part, round, load, version, ...kept, ...measured });
  const { engine, workers, trials, ms } = asked;
  console.error(
    `${part} ${round} ${version.padEnd(6)} ${engine.padEnd(8)} ×${workers}  ${trials} × ${ms} ms  ` +
      `${measured.perSecond.toFixed(0)}/s  load ${load.toFixed(1)}`,
  );
}

/** Latency-bound: 16 waits of so many ms at once in each worker. No-op: nothing but the machinery. */
function throughputCases(): Case[] {
  const cases: Case[] = [];
  const add = (engine: Case["engine"], workers: number[], [trials, ms]: [number, number]): void => {
    const versions = engine === "postgres" && options.before !== undefined && workers.length > 0;
    for (const count of workers) {
      const asked = { engine, workers: count, trials, ms, concurrency: CONCURRENCY };
      cases.push({ ...asked, version: "now" });
      if (versions && ms < 100 && count !== 2) cases.push({ ...asked, version: "before" });
    }
  };
  for (const engine of ["folder", "sqlite"] as const) {
    add(engine, [1], [4000, 0]);
    add(engine, [1], [3000, 20]);
  }
  add("pglite", [1, 4], [1000, 0]);
  add("pglite", [1, 2, 4], [3000, 20]);
  if (server === undefined) return cases;
  for (const trials of [
    [4000, 0],
    [3000, 20],
  ] as [number, number][]) {
    add("postgres", [1, 2, 4], trials);
    add("pg-boss", [1, 4], trials);
  }
  add("postgres", [1, 4], [1000, 200]);
  return cases;
}

/** Each goes first in some round. */
function turned<T>(items: readonly T[], round: number): T[] {
  const by = (round * 7) % items.length;
  return [...items.slice(by), ...items.slice(0, by)];
}

function medianOf(rows: readonly Seen[], key: keyof Measured): number {
  return (
    quantile(
      rows.flatMap((row) => row[key] ?? []),
      0.5,
    ) ?? Number.NaN
  );
}

function keyOf({ part, version, engine, workers, trials, ms }: Seen): string {
  return [part, version, engine, `×${workers}`, `${trials} × ${ms} ms`].join(" | ");
}

function table(): string {
  const groups = Map.groupBy(seen, keyOf);
  const figure = (value: number): string =>
    Number.isNaN(value) ? "" : value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
  const columns = [
    "perSecond",
    "cpuMsPerTrial",
    "databaseMsPerTrial",
    "statementsPerTrial",
    "connections",
    "peakMb",
    "outcomeBytesPerTrial",
    "queueBytesPerTrial",
    "walBytesPerTrial",
    "lateMsPerTrial",
    "lateCpuMsPerTrial",
    "lateDatabaseMsPerTrial",
  ] as const;
  const head = `| part | version | engine | workers | trials | ${columns.join(" | ")} |`;
  const lines = [head, `|${"---|".repeat(5 + columns.length)}`];
  for (const [key, rows] of groups)
    lines.push(`| ${key} | ${columns.map((column) => figure(medianOf(rows, column))).join(" | ")} |`);
  return lines.join("\n");
}

const before = loadavg();
if (options.parts.includes("throughput"))
  for (let round = 0; round < rounds; round++)
    for (const asked of turned(throughputCases(), round)) await see("throughput", round, asked);
if (options.parts.includes("scaling") && server !== undefined)
  for (let round = 0; round < rounds; round++)
    for (const workers of turned([1, 4, 2], round))
      await see("scaling", round, {
        engine: "postgres",
        version: "now",
        workers,
        trials: 12_000,
        ms: 20,
        concurrency: CONCURRENCY,
      });
if (options.parts.includes("growth") && server !== undefined)
  for (let round = 0; round < rounds; round++)
    for (const trials of options.sizes.split(",").map(Number))
      await see("growth", round, {
        engine: "postgres",
        version: "now",
        workers: 2,
        late: true,
        trials,
        ms: 0,
        concurrency: CONCURRENCY,
      });

const machine = thisMachine();
mkdirSync(options.out, { recursive: true });
const at = new Date().toISOString();
const file = join(options.out, `${at.slice(0, 16).replace(":", "")}-${options.parts.replaceAll(",", "-")}.json`);
writeFileSync(file, `${JSON.stringify({ at, machine, load: { before, after: loadavg() }, seen }, null, 1)}\n`);
console.log(table());
console.log(`\nkept in ${file}`);
