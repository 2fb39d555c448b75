/** One unit of work; its id is the hash of its inputs, so doing it twice counts once. */
export interface Trial {
  id: string;
  input: unknown;
}

export type TrialOutcome =
  | { id: string; status: "done"; result: unknown; ms: number }
  | { id: string; status: "failed"; error: { code: string; message: string }; ms: number };

/** Trials and how to do one. Cutting a plan anywhere changes nothing: trials are independent. */
export interface Plan {
  /** Trials in order; may be endless in principle, so it is read lazily. */
  trials: Iterable<Trial> | AsyncIterable<Trial>;
  /** Does one of `trials`: it is given the very object. */
  perform(trial: Trial, signal: AbortSignal): Promise<unknown>;
  /** Trials done before, by id; they are skipped. */
  finished?: { has(id: string): boolean };
}

export interface Executor {
  run(plan: Plan, signal?: AbortSignal): AsyncIterable<TrialOutcome>;
}
