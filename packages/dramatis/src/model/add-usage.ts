import type { Usage } from "../core/index.ts";

/** What two calls cost together. */
export function addUsage(a: Usage, b: Usage): Usage {
  const tokens = { inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens };
  if (a.cost === undefined && b.cost === undefined) return tokens;
  return { ...tokens, cost: (a.cost ?? 0) + (b.cost ?? 0) };
}
