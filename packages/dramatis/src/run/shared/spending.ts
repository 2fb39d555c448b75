import type { Usage } from "../../core/index.ts";
import type { Meter } from "../../model/index.ts";

export interface SpendingOptions {
  meter: Meter;
  /** What the meter was charged with that went into the run before this process worked on it. */
  before?: Usage | undefined;
}

/** What one process spends on a run that others work on too. */
export interface Spending {
  /** What was spent here. */
  here(): Usage & { calls: number };
  /** Tells the meter what the others spent. */
  heard(others: Usage): void;
}

export function spendingOn({ meter, before }: SpendingOptions): Spending {
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
  };
}
