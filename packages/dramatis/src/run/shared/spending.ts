import { DramatisError, type Usage } from "../../core/index.ts";
import type { Meter } from "../../model/index.ts";

export interface SpendingOptions {
  meter: Meter;
  /** What the meter was charged with that went into the run before this process worked on it. */
  before?: Usage | undefined;
  /** US dollars that this process may spend on the run; none when absent. */
  cap?: number | undefined;
}

/** What one process spends on a run that others work on too. */
export interface Spending {
  /** What was spent here. */
  here(): Usage & { calls: number };
  /** Tells the meter what the others spent. */
  heard(others: Usage): void;
  /** @throws WorkerSpentError where this process has spent what it may */
  check(): void;
}

/** A process has spent what it may; the run is left to the others. */
export class WorkerSpentError extends DramatisError {
  constructor(spent: number, cap: number) {
    super(
      "worker_budget",
      `this worker has spent ${spent.toFixed(4)} of its ${cap} dollars; raise --max-cost to go on`,
    );
  }
}

export function spendingOn({ meter, before, cap = Number.POSITIVE_INFINITY }: SpendingOptions): Spending {
  const here = (): Usage & { calls: number } => {
    const { inputTokens, outputTokens, cost } = meter.here();
    return {
      calls: meter.calls,
      inputTokens: inputTokens - (before?.inputTokens ?? 0),
      outputTokens: outputTokens - (before?.outputTokens ?? 0),
      ...(cost !== undefined && { cost: cost - (before?.cost ?? 0) }),
    };
  };
  const rest = (all: number, known = 0): number => Math.max(0, all - known);
  return {
    here,
    heard(others) {
      meter.elsewhere({
        inputTokens: rest(others.inputTokens, before?.inputTokens),
        outputTokens: rest(others.outputTokens, before?.outputTokens),
        ...(others.cost !== undefined && { cost: rest(others.cost, before?.cost) }),
      });
    },
    check() {
      const spent = here().cost ?? 0;
      if (spent >= cap) throw new WorkerSpentError(spent, cap);
    },
  };
}
