import { BudgetError, type Executor, type Trial, type TrialOutcome } from "../core/index.ts";
import type { Run } from "./open-run.ts";
import type { Outcomes } from "./trial-log.ts";

export interface KeepOutcomesOptions<Task extends Trial> {
  /** In order; those with one id are one. A function is called twice: to count them, and to do them one after the other. */
  trials: readonly Task[] | (() => Iterable<Task>);
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
 * Does the trials that the run does not have yet, and keeps each outcome as it comes: in the run, until it is closed, or
 * without one in memory. Of the trials it holds the ids of those in flight.
 *
 * @throws {BudgetError} at the cost cap, and the abort reason of `signal`; either way what was finished is in the run.
 */
export async function keepOutcomes<Task extends Trial>(options: KeepOutcomesOptions<Task>): Promise<Outcomes> {
  const { perform, executor, run, onStart, onOutcome, signal } = options;
  const trials = (): Iterable<Task> => (typeof options.trials === "function" ? options.trials() : options.trials);
  const kept = new Map<string, TrialOutcome>();
  const outcomes = run?.outcomes() ?? kept;
  onStart?.(run ? run.count(idsOf(trials())) : { total: new Set(idsOf(trials())).size, already: 0 });

  const inFlight = new Set<string>();
  let overBudget: BudgetError | undefined;
  // Past the cap every further trial would fail too, so none is taken; those in flight may still end with what they have.
  function* affordable(): Generator<Task> {
    for (const trial of trials()) {
      if (overBudget) return;
      if (inFlight.has(trial.id)) continue;
      if (!outcomes.has(trial.id)) inFlight.add(trial.id);
      yield trial;
    }
  }
  const plan = {
    trials: affordable(),
    finished: outcomes,
    perform: async (trial: Trial, trialSignal: AbortSignal): Promise<unknown> => {
      try {
        return await perform(trial as Task, trialSignal);
      } catch (error) {
        if (error instanceof BudgetError) overBudget = error;
        throw error;
      }
    },
  };
  for await (const outcome of executor.run(plan, signal)) {
    if (run) run.append(outcome);
    else kept.set(outcome.id, outcome);
    inFlight.delete(outcome.id);
    onOutcome?.(outcome);
  }
  signal?.throwIfAborted();
  if (overBudget) throw overBudget;
  return outcomes;
}

function* idsOf(trials: Iterable<Trial>): Generator<string> {
  for (const { id } of trials) yield id;
}
