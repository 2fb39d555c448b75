import type { TrialOutcome } from "../core/index.ts";
import type { Meter } from "../model/index.ts";
import { interruptible, type Progress, progress } from "../run/index.ts";

/** What a run that is made of stages of trials tells as it goes. */
export interface StageHooks {
  signal: AbortSignal;
  onStart: (start: { stage: string; total: number; already: number; meter: Meter }) => void;
  onOutcome: (outcome: TrialOutcome) => void;
}

/** Runs stages of trials with a line of progress for each on standard error; undefined when it was interrupted. */
export async function inStages<T>(work: (hooks: StageHooks) => Promise<T>): Promise<T | undefined> {
  let bar: Progress | undefined;
  const hooks: Omit<StageHooks, "signal"> = {
    onStart: ({ stage, meter, ...count }) => {
      bar?.done();
      bar = progress({ label: stage, ...count, meter: meter.usage });
    },
    onOutcome: (outcome) => bar?.tick(outcome),
  };
  const message = "Interrupted; what is finished is kept. Run the same command with --resume to go on.";
  const run = (signal: AbortSignal): Promise<T> => work({ ...hooks, signal });
  const outcome = await interruptible(run, { message }).finally(() => bar?.done());
  return outcome.interrupted ? undefined : outcome.value;
}
