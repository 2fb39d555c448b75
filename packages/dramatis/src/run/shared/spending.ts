import { DramatisError, type Usage } from "../../core/index.ts";
import type { Meter } from "../../model/index.ts";
import type { Queries } from "../../store/index.ts";
import { usageOf } from "./shared-runs.ts";

export interface SpendingOptions {
  run: string;
  worker: string;
  meter: Meter;
  /** What the meter was charged with that went into the run before this process worked on it. */
  before?: Usage | undefined;
  /** US dollars that this process may spend on the run; none when absent. */
  cap?: number | undefined;
}

/** What one process spends on a run that others work on too. */
export interface Spending {
  /** Notes what was spent here, and tells the meter what the others spent. */
  exchange(queries: Queries): Promise<void>;
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

export function spendingOn({ run, worker, meter, before, cap = Number.POSITIVE_INFINITY }: SpendingOptions): Spending {
  const here = (): Usage => {
    const { inputTokens, outputTokens, cost } = meter.here();
    return {
      inputTokens: inputTokens - (before?.inputTokens ?? 0),
      outputTokens: outputTokens - (before?.outputTokens ?? 0),
      ...(cost !== undefined && { cost: cost - (before?.cost ?? 0) }),
    };
  };
  return {
    async exchange(queries) {
      const { inputTokens, outputTokens, cost } = here();
      await queries.query(
        `INSERT INTO dramatis.usage (run, worker, calls, input_tokens, output_tokens, cost)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (run, worker, model) DO UPDATE SET calls = excluded.calls, cost = excluded.cost,
           input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens`,
        [run, worker, meter.calls, inputTokens, outputTokens, cost ?? null],
      );
      const others = await usageOf(queries, run, { but: worker });
      const rest = (all: number, known = 0): number => Math.max(0, all - known);
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
