import type { LoreRule } from "./lore-rules.ts";

export interface GroupsOptions {
  /** Groups of which one entry stands already. */
  taken: ReadonlySet<string>;
  /** Whether an entry is still there from an earlier turn: it keeps its place. */
  stays: (rule: LoreRule) => boolean;
  /** How well its keys fit. */
  score: (rule: LoreRule) => number;
  /** In [0, 1), for the group. */
  draw: (group: string) => number;
}

/** Those of the rules that lose: of a group one entry comes up. */
export function groupLosers(rules: readonly LoreRule[], options: GroupsOptions): Set<LoreRule> {
  const losers = new Set<LoreRule>();
  const groups = new Map<string, LoreRule[]>();
  for (const rule of rules) {
    for (const name of rule.groups) {
      const members = groups.get(name) ?? [];
      members.push(rule);
      groups.set(name, members);
    }
  }
  for (const [group, all] of groups) {
    const members = all.filter((rule) => !losers.has(rule));
    const winner = options.taken.has(group) ? undefined : winnerOf(group, members, options);
    for (const rule of members) if (rule !== winner) losers.add(rule);
  }
  return losers;
}

/** What stays; else, of the best scored where a member goes by that, the highest override, else one by weight. */
function winnerOf(
  group: string,
  members: readonly LoreRule[],
  { stays, score, draw }: GroupsOptions,
): LoreRule | undefined {
  const staying = members.find(stays);
  if (staying) return staying;
  const best = members.reduce((most, rule) => Math.max(most, score(rule)), 0);
  const left = members.filter((rule) => !rule.groupScoring || score(rule) === best);
  const overriding = left.filter(({ groupOverride }) => groupOverride);
  if (overriding.length > 0) return overriding.reduce((a, b) => (b.insertionOrder > a.insertionOrder ? b : a));
  const total = left.reduce((sum, { groupWeight }) => sum + groupWeight, 0);
  let point = draw(group) * total;
  for (const rule of left) {
    point -= rule.groupWeight;
    if (point < 0) return rule;
  }
  return left[0];
}
