import { random } from "../../packages/dramatis/src/core/index.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

export interface Finding {
  execution: number;
  what: string;
}

export interface RunOptions {
  seed: number;
  /** Whether there is another. */
  goesOn(execution: number): boolean;
  onFinding(finding: Finding): void;
  first?: number;
  /** Most milliseconds of the processor for one execution; without, none is timed. */
  mostMs?: number;
}

/** Faults that are told of one run. */
const MOST_FOUND = 20;

/** Runs a target; gives how many executions there were, and how many milliseconds the slowest took. */
export async function runTarget(
  { once }: FuzzTarget,
  { seed, goesOn, onFinding, first = 0, mostMs = Number.POSITIVE_INFINITY }: RunOptions,
): Promise<{ executions: number; slowestMs: number }> {
  const before = prototypes();
  let [slowestMs, found] = [0, 0];
  const tell = (finding: Finding): void => {
    if (found++ < MOST_FOUND) onFinding(finding);
  };
  let execution = first;
  for (; goesOn(execution); execution++) {
    const began = process.threadCpuUsage();
    try {
      const work = once(random(seed * 1_000_003 + execution));
      if (work !== undefined) await work;
    } catch (error) {
      tell({ execution, what: String(error instanceof Error ? error.stack : error) });
    }
    // Of the processor, not of the clock: others use the machine too.
    const { user, system } = process.threadCpuUsage(began);
    const took = (user + system) / 1_000;
    if (took > mostMs) tell({ execution, what: `took ${Math.round(took)} ms` });
    slowestMs = Math.max(slowestMs, took);
    if (prototypes() !== before) {
      tell({ execution, what: "a prototype was changed" });
      break;
    }
  }
  return { executions: execution - first, slowestMs: Math.round(slowestMs) };
}

/** What plain values inherit. */
function prototypes(): string {
  const shared: object[] = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
  return shared.map((one) => Object.getOwnPropertyNames(one).length).join();
}
