import { join } from "node:path";
import { BudgetError, DramatisError, InputError, oneLine, type Usage } from "../../core/index.ts";
import type { Meter } from "../../model/index.ts";
import { failureOf } from "../../run/failure-of.ts";
import type { Run } from "../../run/index.ts";
import type { playScene } from "../../simulate/world/play-scene.ts";
import type { SceneWorld } from "../../simulate/world/scene-world.ts";
import { type KeptStep, readStep, stepId } from "./played-steps.ts";

/** Where a step is kept, and what it is called there: "step-3", or "game-2-step-3" with the prefix "game-2-". */
export interface StepPlace {
  run: Run;
  spending: Meter;
  signal?: AbortSignal | undefined;
  prefix?: string;
  /** Steps that the run has, where they are not those of this world alone. */
  already?: number;
}

/** The next step, kept; or why there is none. A failure is kept too, and said with what there is. */
export async function takeStep(
  steps: ReturnType<typeof playScene>,
  last: number,
  { run, spending, signal, prefix = "", already = last }: StepPlace,
): Promise<{ world: SceneWorld; kept: KeptStep } | string> {
  const id = prefix + stepId(last + 1);
  const started = performance.now();
  const before = spending.usage();
  try {
    const next = await steps.next();
    if (next.done) return next.value;
    const kept = { ...next.value.record, usage: difference(spending.usage(), before) };
    run.append({ id, status: "done", result: kept, ms: performance.now() - started });
    return { world: next.value.world, kept };
  } catch (error) {
    if (signal?.aborted) throw error;
    const { code, message } = failureOf(error);
    run.append({ id, status: "failed", error: { code, message }, ms: performance.now() - started });
    if (error instanceof BudgetError || !(error instanceof DramatisError)) throw error;
    const where = `${id.replaceAll("-", " ")} was not made: ${message}`;
    const kept = `; ${already} ${already === 1 ? "step is" : "steps are"} kept in ${run.folder}, run again with --resume`;
    throw new DramatisError(code, oneLine(where, 300) + kept, { cause: error });
  }
}

/** Steps of before, in order. @throws InputError where one is missing among them, or is no step */
export function* keptSteps(run: Run, prefix: string = ""): Generator<KeptStep, void, void> {
  const finished = run.finished();
  const steps = countSteps(run, prefix);
  for (let step = 1; step <= steps; step++) {
    const where = join(run.folder, "trials.jsonl");
    const id = prefix + stepId(step);
    const kept = finished.get(id);
    if (kept === undefined) {
      const fix = "run again without --resume";
      throw new InputError({
        where,
        found: `${steps} steps without ${id.replaceAll("-", " ")}`,
        expected: "every step",
        fix,
      });
    }
    yield readStep(kept, `${where}, ${id}`);
  }
}

/** How many steps a run has. */
export function countSteps(run: Run, prefix: string = ""): number {
  return [...run.finished().keys()].filter((id) => id.startsWith(`${prefix}step-`)).length;
}

function difference(now: Usage, before: Usage): Usage {
  const tokens = {
    inputTokens: now.inputTokens - before.inputTokens,
    outputTokens: now.outputTokens - before.outputTokens,
  };
  return now.cost === undefined ? tokens : { ...tokens, cost: Math.max(0, now.cost - (before.cost ?? 0)) };
}
