// What breaks the readers of what others made? See README.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { Asked } from "./fuzz-worker.ts";
import type { Finding } from "./run-target.ts";
import { TARGETS } from "./targets.ts";

/** An execution that takes longer is a fault: inputs are of some megabytes at most. */
const MOST_MS = 3_000;
/** No execution ends in so many seconds of the clock. */
const HANG_SECONDS = 60;
/** Of the whole process, with Node and the code itself. */
const MOST_RESIDENT_MB = 1_500;
const MOST_HEAP_MB = 1_024;

/** Taken out of what is told: where the repository lies is nobody else's concern. */
const ROOT = new URL("../../", import.meta.url).href;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    executions: { type: "string" },
    seconds: { type: "string" },
    seed: { type: "string", default: "1" },
    /** Runs this execution alone. */
    only: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});

interface Ran {
  target: string;
  seed: number;
  executions: number;
  seconds: number;
  slowestMs: number;
  peakMb: number;
  node: string;
  at: string;
  found: Finding[];
}

const [name = ""] = positionals;
if (!TARGETS.some((target) => target.name === name) || (options.seconds !== undefined && options.executions)) {
  const names = TARGETS.map((target) => target.name).join("|");
  process.stderr.write(
    `usage: node benchmarks/fuzz/fuzz.ts ${names} [--seconds N | --executions N] [--seed S] [--only N]\n`,
  );
  process.exit(2);
}
const ran = await run(name);
const { executions, seconds, slowestMs, peakMb, found } = ran;
console.log(
  `${name}: ${executions} executions, ${found.length} findings, ${seconds} s, slowest ${slowestMs} ms, peak ${peakMb} MB`,
);
for (const { execution, what } of found) console.log(`  ${execution}: ${what}`);
if (options.only === undefined) {
  mkdirSync(options.out, { recursive: true });
  writeFileSync(join(options.out, `${name}-${options.seed}.json`), `${JSON.stringify(ran, null, 2)}\n`);
}
process.exitCode = found.length > 0 ? 1 : 0;

function run(target: string): Promise<Ran> {
  const progress = new SharedArrayBuffer(4);
  const at = new Int32Array(progress);
  const first = Number(options.only ?? 0);
  const asked: Asked = {
    target,
    seed: Number(options.seed),
    first,
    executions: options.only === undefined ? Number(options.executions ?? (options.seconds ? 2 ** 31 : 10_000)) : 1,
    seconds: Number(options.seconds ?? 1e9),
    mostMs: MOST_MS,
    progress,
  };
  const worker = new Worker(join(import.meta.dirname, "fuzz-worker.ts"), {
    workerData: asked,
    // The stack is that of a main thread.
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB, stackSizeMb: 1 },
  });
  const findings: Finding[] = [];
  const start = performance.now();
  let done: { executions: number; slowestMs: number } | undefined;
  let [last, since] = [-1, start];
  const watch = setInterval(() => {
    const now = Atomics.load(at, 0);
    if (now !== last) [last, since] = [now, performance.now()];
    else if (performance.now() - since > HANG_SECONDS * 1_000) {
      findings.push({ execution: now, what: `does not end in ${HANG_SECONDS} s` });
      void worker.terminate();
    }
  }, 1_000);
  return new Promise((resolve) => {
    worker.on("message", (message: { finding?: Finding; done?: typeof done }) => {
      if (message.finding) findings.push(message.finding);
      done = message.done ?? done;
    });
    worker.on("error", (error) => {
      findings.push({ execution: Atomics.load(at, 0), what: `ended the thread: ${error.stack ?? error.message}` });
    });
    worker.on("exit", () => {
      clearInterval(watch);
      const under = Atomics.load(at, 0);
      if (done === undefined && findings.length === 0) findings.push({ execution: under, what: "never came back" });
      const peak = Math.round(process.resourceUsage().maxRSS / 1024);
      if (peak > MOST_RESIDENT_MB) findings.push({ execution: under, what: `${peak} MB of memory` });
      resolve({
        target,
        seed: asked.seed,
        executions: done?.executions ?? under - first,
        seconds: Math.round((performance.now() - start) / 100) / 10,
        slowestMs: done?.slowestMs ?? 0,
        peakMb: peak,
        node: process.version,
        at: new Date().toISOString().slice(0, 10),
        found: findings.map(({ execution, what }) => ({ execution, what: what.replaceAll(ROOT, "") })),
      });
    });
  });
}
