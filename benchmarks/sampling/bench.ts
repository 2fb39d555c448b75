// See README.md. Every run is a process of its own; rounds are interleaved.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readPopulation } from "../../packages/dramatis/src/create/sampling/read-population.ts";
import { preparePopulation } from "../../packages/dramatis/src/create/sampling/sample-columns.ts";
import { writeWhole } from "../../packages/dramatis/src/run/index.ts";
import { type Cost, measured } from "../overhead/measured.ts";
import type { People } from "./people.ts";
import { tableOf } from "./table.ts";

const { values: flags } = parseArgs({
  options: {
    sizes: { type: "string", default: "10000,100000,1000000" },
    formats: { type: "string", default: "jsonl,parquet" },
    rounds: { type: "string", default: "3" },
    python: { type: "string", default: "" },
    raking: { type: "string", default: "20" },
    out: { type: "string", default: join(import.meta.dirname, "results/sampling.json") },
  },
});

type Run = { format: string; size: number } & People & Cost;
type Raked = { program: string; seconds: number } & Partial<Cost>;

const folder = mkdtempSync(join(tmpdir(), "sampling-"));
const runs: Run[] = [];
const raked: Raked[] = [];
let apart = Number.NaN;
try {
  const table = join(folder, "table.json");
  writeFileSync(table, JSON.stringify(tableOf(preparePopulation(await readPopulation("us-adults")))));
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const size of flags.sizes.split(",").map(Number)) {
      for (const format of [...flags.formats.split(","), "floor"]) runs.push(await people(format, size));
    }
    apart = await rake(table);
    console.error(`round ${round + 1} of ${flags.rounds} is done`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
const made = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  processor: cpus()[0]?.model,
  rounds: Number(flags.rounds),
  rakingRounds: Number(flags.raking),
};
mkdirSync(join(import.meta.dirname, "results"), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, largestDifferenceOfRakedCells: apart, runs, raked }, null, 1)}\n`);
printTables();

async function people(format: string, size: number): Promise<Run> {
  const report = join(folder, "report.json");
  const file = join(import.meta.dirname, "people.ts");
  const cost = await measured(
    { arguments: [file, format, String(size), join(folder, "people"), report], environment: {} },
    folder,
  );
  return { format, size, ...(JSON.parse(readFileSync(report, "utf8")) as People), ...cost };
}

/** Ours, then ipfn where there is a Python with it. Returns the largest relative difference of a cell. */
async function rake(table: string): Promise<number> {
  const [ours, theirs] = [join(folder, "ours.json"), join(folder, "theirs.json")];
  await measured(
    { arguments: [join(import.meta.dirname, "rake.ts"), table, ours, flags.raking], environment: {} },
    folder,
  );
  const mine = JSON.parse(readFileSync(ours, "utf8")) as { seconds: number; weights: number[] };
  raked.push({ program: "dramatis", seconds: mine.seconds });
  if (flags.python === "") return Number.NaN;
  const run = spawnSync(flags.python, [join(import.meta.dirname, "rake.py"), table, theirs, flags.raking], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`${flags.python} rake.py: ${run.stderr.slice(-500)}`);
  const other = JSON.parse(readFileSync(theirs, "utf8")) as { seconds: number; weights: number[] };
  raked.push({ program: "ipfn", seconds: other.seconds });
  return mine.weights.reduce(
    (most, weight, i) => Math.max(most, Math.abs(weight / (other.weights[i] as number) - 1)),
    0,
  );
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function printTables(): void {
  console.log(
    "| people | what | whole process: wall s | CPU s | raking CPU s | drawing and writing CPU s | × floor | max RSS MB | bytes a person | worst margin: entry, TVD |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  for (const some of Map.groupBy(runs, ({ size, format }) => `${size} ${format}`).values()) {
    const of = (key: keyof People | keyof Cost): number => median(some.map((run) => run[key]));
    const { format, size } = some[0] as Run;
    const floors = runs.filter((run) => run.format === "floor" && run.size === size).map(({ seconds }) => seconds);
    const cells = [
      size.toLocaleString("en-US"),
      format,
      of("wallSeconds").toFixed(1),
      of("cpuSeconds").toFixed(2),
      of("rakeSeconds").toFixed(2),
      of("seconds").toFixed(2),
      (of("seconds") / median(floors)).toFixed(1),
      of("maxMemoryMb").toFixed(0),
      (of("bytes") / size).toFixed(1),
      `${(100 * of("largest")).toFixed(4)} %, ${(100 * of("tvd")).toFixed(3)} %`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  for (const [program, some] of Map.groupBy(raked, (one) => one.program)) {
    console.log(
      `${program}: ${median(some.map(({ seconds }) => seconds)).toFixed(3)} CPU s for ${flags.raking} rounds of raking`,
    );
  }
  console.log(`largest relative difference of a raked cell: ${apart}`);
}
