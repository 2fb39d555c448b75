import type { LoreRule } from "./lore-rules.ts";

interface Said {
  rule: LoreRule;
  lore: { tokens: number };
}

/** What must go so that the rest fits: what is ignored at the limit, what can never fit, then the lowest rank. */
export function overBudget<T extends Said>(said: readonly T[], budget: number): T[] {
  const haste = ({ rule, lore }: T): number => (lore.tokens > budget ? 2 : rule.decorators.ignoreOnMaxContext ? 1 : 0);
  const order = said.toSorted((a, b) => {
    const byRank = a.rule.rank - b.rule.rank || a.rule.insertionOrder - b.rule.insertionOrder;
    return haste(b) - haste(a) || byRank || b.rule.index - a.rule.index;
  });
  let total = said.reduce((sum, { lore }) => sum + lore.tokens, 0);
  const gone: T[] = [];
  for (const one of order) {
    if (total <= budget) break;
    gone.push(one);
    total -= one.lore.tokens;
  }
  return gone;
}
