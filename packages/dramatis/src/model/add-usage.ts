import type { Usage } from "../core/index.ts";

/** What two calls cost together; money to a billionth of a thousandth of a dollar, so that the order of adding is not seen. */
export function addUsage(a: Usage, b: Usage): Usage {
  const tokens = { inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens };
  if (a.cost === undefined && b.cost === undefined) return tokens;
  return { ...tokens, cost: Math.round(((a.cost ?? 0) + (b.cost ?? 0)) * 1e12) / 1e12 };
}
