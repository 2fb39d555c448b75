import { BudgetError, type Executor, type Trial, type TrialOutcome } from "../core/index.ts";
import type { Run } from "./open-run.ts";

export interface KeepOutcomesOptions<Task extends Trial> {
  /** In order; those with one id are one. */
  trials: readonly Task[];
  perform(trial: Task, signal: AbortSignal): Promise<unknown>;
  executor: Executor;
  /** Where outcomes are kept; trials that are done there are not done again. */
  run?: Run;
  /** Told how many trials there are, and how many of them were done before. */
  onStart?: (count: { total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Does the trials that the run does not have yet, and keeps each outcome as it comes. Gives all of them by trial id.
 *
 * @throws {BudgetError} at the cost cap, and the abort reason of `signal`; either way what was finished is in the run.
 */
export async function keepOutcomes<Task extends Trial>(
  options: KeepOutcomesOptions<Task>,
): Promise<Map<string, TrialOutcome>> {
  const { trials, perform, executor, run, onStart, onOutcome, signal } = options;
  const byId = new Map(trials.map((trial) => [trial.id, trial]));
  const outcomes = new Map<string, TrialOutcome>();
  for (const [id, result] of run?.finished() ?? []) {
    if (byId.has(id)) outcomes.set(id, { id, status: "done", result, ms: 0 });
  }
  onStart?.({ total: byId.size, already: outcomes.size });

  let overBudget: BudgetError | undefined;
  // Past the cap every further trial would fail too, so none is taken; those in flight may still end with what they have.
  function* affordable(): Generator<Trial> {
    for (const { id, input } of byId.values()) {
      if (overBudget) return;
      yield { id, input };
    }
  }
  const plan = {
    trials: affordable(),
    finished: new Set(outcomes.keys()),
    perform: async ({ id }: Trial, trialSignal: AbortSignal): Promise<unknown> => {
      try {
        return await perform(byId.get(id) as Task, trialSignal);
      } catch (error) {
        if (error instanceof BudgetError) overBudget = error;
        throw error;
      }
    },
  };
  for await (const outcome of executor.run(plan, signal)) {
    run?.append(outcome);
    onOutcome?.(outcome);
    outcomes.set(outcome.id, outcome);
  }
  signal?.throwIfAborted();
  if (overBudget) throw overBudget;
  return outcomes;
}
