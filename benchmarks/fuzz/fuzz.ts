import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Random, random } from "../../packages/dramatis/src/core/index.ts";
import { cardTargets } from "../../packages/dramatis/src/persona/interchange/testing-fuzz.ts";
import { lorebookTargets } from "./lorebook.ts";

interface Target {
  name: string;
  share: number;
  once(draws: Random): void;
}

interface Ran {
  target: string;
  executions: number;
  seconds: number;
  slowestMs: number;
  /** Of the heap after a collection, from the first hundredth to the end. */
  grownMb: number;
  found: { execution: number; what: string }[];
}

/** An execution that takes longer is a fault: seeds are small. */
const MOST_MS = 1_000;
const MOST_GROWTH_MB = 64;
/** Faults that are written down of each target. */
const MOST_FOUND = 20;

const { values: options } = parseArgs({
  options: {
    executions: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});

const targets: Target[] = [...cardTargets, ...lorebookTargets].filter(({ name }) => name.startsWith(options.only));
const shares = targets.reduce((sum, { share }) => sum + share, 0);

function run({ name, once }: Target, executions: number, seed: number): Ran {
  const found: Ran["found"] = [];
  let [slowestMs, heap] = [0, 0];
  const start = performance.now();
  for (let execution = 0; execution < executions; execution++) {
    if (execution === Math.floor(executions / 100)) heap = heapMb();
    const began = process.cpuUsage();
    try {
      once(random(seed * 1_000_003 + execution));
    } catch (error) {
      if (found.length < MOST_FOUND)
        found.push({ execution, what: String(error instanceof Error ? error.stack : error) });
    }
    // Of the processor, not of the clock: others use the machine too.
    const { user, system } = process.cpuUsage(began);
    const took = (user + system) / 1_000;
    if (took > MOST_MS) found.push({ execution, what: `took ${Math.round(took)} ms` });
    slowestMs = Math.max(slowestMs, took);
  }
  const grownMb = heapMb() - heap;
  if (grownMb > MOST_GROWTH_MB) found.push({ execution: executions, what: `the heap grew by ${grownMb} MB` });
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  return { target: name, executions, seconds, slowestMs: Math.round(slowestMs), grownMb, found };
}

function heapMb(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

const ran: Ran[] = [];
for (const target of targets) {
  const executions = Math.ceil((Number(options.executions) * target.share) / shares);
  const result = run(target, executions, Number(options.seed));
  ran.push(result);
  const { seconds, slowestMs, grownMb, found } = result;
  console.log(
    `${target.name}: ${executions} in ${seconds} s, slowest ${slowestMs} ms, ${grownMb} MB, ${found.length} found`,
  );
  for (const { execution, what } of found) console.log(`  ${execution}: ${what}`);
}
const name = options.only === "" ? "all" : options.only.replace(/\W+/g, "-").replace(/-$/, "");
const report = { node: process.version, seed: Number(options.seed), ran };
writeFileSync(join(options.out, `${name}-${options.seed}.json`), `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = ran.some(({ found }) => found.length > 0) ? 1 : 0;
