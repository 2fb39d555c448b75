import type { Bill } from "./caller.ts";

/** The bill of a call whose price is known beforehand, and not by tokens. @param cost US dollars; unknown where absent */
export function flatPrice(cost: number | undefined): Bill<unknown> {
  const usage = { inputTokens: 0, outputTokens: 0, ...(cost !== undefined && { cost }) };
  return { expected: () => cost ?? 0, usage: () => usage };
}
