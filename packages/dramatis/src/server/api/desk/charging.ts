import type { Meter } from "../../../model/index.ts";
import { callerMeter } from "../../auth/caller-meter.ts";

/**
 * Charges what a run uses to whoever asked for it.
 *
 * @returns to be called after each outcome; throws BudgetError once the budget of who asked is used up
 */
export function charging(run: Meter, to: Meter = callerMeter): () => void {
  let before = run.usage();
  return () => {
    const now = run.usage();
    const inputTokens = now.inputTokens - before.inputTokens;
    const outputTokens = now.outputTokens - before.outputTokens;
    if (inputTokens + outputTokens === 0) return;
    const cost = now.cost === undefined ? {} : { cost: now.cost - (before.cost ?? 0) };
    before = now;
    to.charge({ inputTokens, outputTokens, ...cost });
    to.reserve(0)();
  };
}
