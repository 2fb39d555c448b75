import { type LoreKey, type LoreText, type RegexKey, textKeyMatches } from "./lore-key.ts";
import type { LoreRule } from "./lore-rules.ts";
import type { RegexMatcher } from "./regex-matcher.ts";

/** Which keys were found so far: what was found stays found while more text is looked through. */
export interface LoreSearch {
  look(rules: readonly LoreRule[], textOf: (rule: LoreRule) => LoreText): void;
  /** Whether its keys, by what was found, bring the rule up. */
  brings(rule: LoreRule): boolean;
  /** Whether nothing that a constant rule asks for is missing, and nothing it excludes is there. */
  allows(rule: LoreRule): boolean;
  /** How well a rule fits, for groups that go by it: its keys that were found. */
  score(rule: LoreRule): number;
}

export function loreSearch(regexes: RegexMatcher): LoreSearch {
  const found = new Set<LoreKey>();
  const test = regexes.scan();
  const isFound = (key: LoreKey): boolean => found.has(key);

  function allows({ additional, exclude }: LoreRule): boolean {
    return additional.every((keys) => keys.some(isFound)) && !exclude.some(isFound);
  }

  return {
    allows,
    look(rules, textOf) {
      const jobs: { key: RegexKey; text: string }[] = [];
      for (const rule of rules) {
        const text = textOf(rule);
        for (const key of rule.keys) {
          if (found.has(key)) continue;
          if ("regex" in key) jobs.push({ key, text: text.text });
          else if (textKeyMatches(key, text)) found.add(key);
        }
      }
      if (jobs.length === 0) return;
      const hits = test(jobs);
      for (const [index, { key }] of jobs.entries()) if (hits[index] === true) found.add(key);
    },
    brings: (rule) => rule.primary.some(isFound) && secondaryHolds(rule, isFound) && allows(rule),
    score({ primary, secondary, logic }) {
      const others = secondary.filter(isFound).length;
      const counts = logic === "and_any" || (logic === "and_all" && others === secondary.length);
      return primary.filter(isFound).length + (counts ? others : 0);
    },
  };
}

function secondaryHolds({ secondary, logic }: LoreRule, isFound: (key: LoreKey) => boolean): boolean {
  if (secondary.length === 0) return true;
  const holds = {
    and_any: () => secondary.some(isFound),
    not_all: () => !secondary.every(isFound),
    not_any: () => !secondary.some(isFound),
    and_all: () => secondary.every(isFound),
  };
  return holds[logic]();
}
