Error.stackTraceLimit = 30;

import { parentPort, workerData } from "node:worker_threads";
import { runTarget } from "./run-target.ts";
import { targetNamed } from "./targets.ts";

/** What `fuzz.ts` asks of the thread in which a target runs: one that hangs, or takes all memory, can be ended. */
export interface Asked {
  target: string;
  seed: number;
  first: number;
  executions: number;
  seconds: number;
  mostMs: number;
  /** Where the number of the execution under way is kept. */
  progress: SharedArrayBuffer;
}

const { target, seed, first, executions, seconds, mostMs, progress } = workerData as Asked;
const at = new Int32Array(progress);
const end = performance.now() + seconds * 1_000;
const done = await runTarget(targetNamed(target), {
  seed,
  first,
  mostMs,
  goesOn: (execution) => {
    Atomics.store(at, 0, execution);
    return execution < first + executions && performance.now() < end;
  },
  onFinding: (finding) => parentPort?.postMessage({ finding }),
});
parentPort?.postMessage({ done });
