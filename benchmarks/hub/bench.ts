// See README.md: how fast near-duplicates are found, and in how much memory.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { progress, writeWhole } from "dramatis";
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import { readPersonaHub, writeInvented } from "./persona-hub.ts";

const { values: flags } = parseArgs({
  options: {
    hub: { type: "string", default: "../shared/data/research/persona-hub/tool.jsonl" },
    /** A Python that has datasketch; without it the peer is left out. */
    python: { type: "string", default: "" },
    sizes: { type: "string", default: "10000,100000,1000000,10000000" },
    rounds: { type: "string", default: "3" },
    out: { type: "string", default: new URL("results/speed.json", import.meta.url).pathname },
  },
});

/** Lines up to which an engine is run, and rounds at its largest sizes. */
const ENGINES = [
  { name: "dramatis", most: Number.POSITIVE_INFINITY },
  { name: "datasketch", most: 100_000 },
  { name: "exact", most: 10_000 },
] as const;
/** Above this one round is enough. */
const ONCE_ABOVE = 1_000_000;

type Engine = (typeof ENGINES)[number]["name"];

interface Cost {
  /** From start to end, and of processors. */
  seconds: number;
  cpuSeconds: number;
  kept: number;
  /** Of resident memory, above what the process had when it began. */
  peakMb: number;
}

interface Round extends Cost {
  engine: Engine;
  size: number;
  round: number;
}

const sizes = flags.sizes.split(",").map(Number);
const folder = mkdtempSync(join(tmpdir(), "dramatis-hub-"));
try {
  const file = join(folder, "lines.txt");
  await writeInvented(file, readPersonaHub(flags.hub), Math.max(...sizes));
  const rounds = runs(file);
  const made = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0]?.model, cores: cpus().length };
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  writeWhole(flags.out, `${JSON.stringify({ made, medians: medians(rounds), rounds }, null, 1)}\n`);
  console.table(medians(rounds));
} finally {
  rmSync(folder, { recursive: true });
}

/** The engines take turns within every round and size. */
function runs(file: string): Round[] {
  const planned = Array.from({ length: Number(flags.rounds) }, (_, round) =>
    sizes
      .filter((size) => round === 0 || size <= ONCE_ABOVE)
      .flatMap((size) =>
        ENGINES.filter(({ name, most }) => size <= most && (name !== "datasketch" || flags.python !== "")).map(
          ({ name }) => ({ engine: name, size, round }),
        ),
      ),
  ).flat();
  const bar = progress({ label: "runs", total: planned.length });
  const done = planned.map((one) => {
    const cost = run(one.engine, file, one.size);
    bar.tick({ status: "done" });
    return { ...one, ...cost };
  });
  bar.done();
  return done;
}

function run(engine: Engine, file: string, size: number): Cost {
  const here = import.meta.dirname;
  const [program, ...args] =
    engine === "datasketch"
      ? [flags.python, join(here, "peer.py"), file]
      : [process.execPath, join(here, "filter.ts"), engine, file];
  const child = spawnSync(program as string, [...args, String(size)], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as Cost;
}

/** Rates are by processor time: what else the machine does then hardly counts. */
function medians(rounds: readonly Round[]): object[] {
  return sizes.flatMap((size) => {
    const of = (engine: Engine): Round[] => rounds.filter((one) => one.engine === engine && one.size === size);
    const rate = (engine: Engine): number => middle(of(engine).map(({ cpuSeconds }) => size / cpuSeconds));
    return ENGINES.filter(({ name }) => of(name).length > 0).map(({ name }) => ({
      lines: size,
      engine: name,
      "lines a CPU second": Math.round(rate(name)),
      "lines a second": Math.round(middle(of(name).map(({ seconds }) => size / seconds))),
      "ours is times": Number((rate("dramatis") / rate(name)).toFixed(1)),
      kept: of(name)[0]?.kept,
      "peak MB": Math.round(middle(of(name).map(({ peakMb }) => peakMb))),
    }));
  });
}

function middle(numbers: readonly number[]): number {
  return quantile(numbers, 0.5) ?? Number.NaN;
}
