// Time, memory and bytes of a run as its trials grow from a thousand to a million. See README.md.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import { thisMachine } from "../machine.ts";
import { measured } from "../overhead/measured.ts";

const { values: options } = parseArgs({
  options: {
    /** The compiled library, as `npm run pack` and unpacking give it: …/package/dist. */
    library: { type: "string", default: join(import.meta.dirname, "../../packages/dramatis/src") },
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    rounds: { type: "string", default: "3" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});
const library = resolve(options.library);
const sizes = options.sizes.split(",").map(Number);
const rounds = Number(options.rounds);

/**
 * In this order: all trials, and a resume that has nothing left to do; half of the trials, and a resume that does the rest;
 * the plain loops.
 */
const WORK = ["whole", "resume", "half", "rest", "plain-write", "plain-resume"] as const;

/** The plain loop that a work stands beside. */
const FLOOR: Partial<Record<(typeof WORK)[number], (typeof WORK)[number]>> = {
  whole: "plain-write",
  resume: "plain-resume",
};

interface Reading {
  work: (typeof WORK)[number];
  size: number;
  round: number;
  seconds: number;
  /** Of the process before its work. */
  idleMb: number;
  peakMb: number;
  openSeconds?: number;
  planSeconds?: number;
  bytes: number;
}

async function readingsOf(size: number, round: number): Promise<Reading[]> {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-trials-"));
  const readings: Reading[] = [];
  try {
    for (const work of WORK) {
      const flag = "--max-semi-space-size=4";
      const program = join(import.meta.dirname, "task.mjs");
      const told = join(folder, "told.json");
      const command = { arguments: [flag, program, library, work, String(size), folder, told], environment: {} };
      const { maxMemoryMb } = await measured(command, folder);
      const { default: found } = (await import(`${told}?${work}`, { with: { type: "json" } })) as {
        default: { ms: number; openMs?: number; planMs?: number; idleMb: number };
      };
      readings.push({
        work,
        size,
        round,
        seconds: found.ms / 1000,
        idleMb: found.idleMb,
        peakMb: maxMemoryMb,
        ...(found.openMs !== undefined && { openSeconds: found.openMs / 1000 }),
        ...(found.planMs !== undefined && { planSeconds: found.planMs / 1000 }),
        bytes: bytesIn(folder, work),
      });
      console.error(
        `round ${round}  ${size}  ${work}  ${(found.ms / 1000).toFixed(2)} s  ${maxMemoryMb.toFixed(0)} MB`,
      );
    }
    return readings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bytesIn(folder: string, work: Reading["work"]): number {
  if (work.startsWith("plain")) return statSync(join(folder, "plain.jsonl")).size;
  const runs = join(folder, work === "half" || work === "rest" ? "part" : "all");
  const [run = ""] = readdirSync(runs);
  return statSync(join(runs, run, "trials.jsonl")).size;
}

function median(readings: readonly Reading[], of: (reading: Reading) => number | undefined): number {
  const known = readings.map(of).filter((value) => value !== undefined);
  return quantile(known, 0.5) ?? Number.NaN;
}

function table(all: readonly Reading[]): string {
  const lines = ["| trials | work | s | µs a trial | open s | plan s | peak MB | bytes a trial | ÷ plain loop |"];
  lines.push("|---|---|---|---|---|---|---|---|---|");
  for (const size of sizes) {
    const own = (work: Reading["work"]): Reading[] => all.filter((one) => one.size === size && one.work === work);
    for (const work of WORK) {
      const seconds = median(own(work), (one) => one.seconds);
      const floor = FLOOR[work];
      const ratio = floor ? seconds / median(own(floor), (one) => one.seconds) : Number.NaN;
      const done = work === "half" || work === "rest" ? size / 2 : size;
      const figures = [
        seconds.toFixed(2),
        ((seconds * 1e6) / done).toFixed(1),
        shown(median(own(work), (one) => one.openSeconds)),
        shown(median(own(work), (one) => one.planSeconds)),
        median(own(work), (one) => one.peakMb).toFixed(0),
        (median(own(work), (one) => one.bytes) / (work === "half" ? done : size)).toFixed(0),
        shown(ratio),
      ];
      lines.push(`| ${[size.toLocaleString("en-US"), work, ...figures].join(" | ")} |`);
    }
  }
  return lines.join("\n");
}

function shown(value: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(2);
}

const load = loadavg();
const found: Reading[] = [];
for (let round = 1; round <= rounds; round++) {
  for (const size of sizes) found.push(...(await readingsOf(size, round)));
}
const machine = { ...thisMachine(), load: { before: load, after: loadavg() } };
const at = new Date().toISOString();
mkdirSync(options.out, { recursive: true });
const file = join(options.out, `${at.replace(/[:.]/g, "-")}.json`);
const settings = { sizes, rounds, isCompiled: library.endsWith("dist") };
writeFileSync(file, `${JSON.stringify({ at, machine, settings, readings: found }, null, 1)}\n`);
console.log(`${table(found)}\n\n${file}`);
