import { groupLosers } from "./lore-groups.ts";
import type { LoreRule } from "./lore-rules.ts";
import { type LoreSearch, loreSearch } from "./lore-search.ts";
import type { LoreTiming } from "./lore-state.ts";
import { lastMessages, loreText, MOST_SEARCHED } from "./lore-texts.ts";
import type { RegexMatcher } from "./regex-matcher.ts";

export type WhyUp = "constant" | "key" | "recursion" | "sticky" | "decorator";

/** A rule that came up. */
export interface Up {
  rule: LoreRule;
  why: WhyUp;
}

export interface LoreScan {
  rules: readonly LoreRule[];
  messages: readonly { text: string; own: boolean }[];
  greeting: number | undefined;
  maxSteps: number;
  regexes: RegexMatcher;
  timing: (rule: LoreRule) => LoreTiming;
  /** In [0, 1), of a rule or a group at this turn. */
  drawOf: (of: string) => number;
  /** What a rule says in a prompt, or to be searched for keys. */
  textOf: (rule: LoreRule, forKeys: boolean) => string;
}

/** What comes up: by the messages, then, step by step, by what came up before. */
export function scanLore(scan: LoreScan): Up[] {
  const { messages, rules, textOf, maxSteps, regexes } = scan;
  const search = loreSearch(regexes);
  const replies = messages.reduce((sum, { own }) => sum + Number(own), 0);
  const taking = { ...scan, search, replies, pending: new Set(rules), taken: new Set<string>() };
  const { pending } = taking;
  const windows = lastMessages(messages);
  search.look(rules, ({ scanDepth }) => windows(scanDepth));
  let fresh = takeUp(
    [...pending].filter(({ delayUntilRecursion }) => delayUntilRecursion === 0),
    { ...taking, isRecursion: false },
  );
  const up = [...fresh];
  const levels = [...new Set(rules.map((rule) => rule.delayUntilRecursion))].filter(Boolean).sort((a, b) => a - b);
  let level = levels.shift() ?? 0;
  let room = MOST_SEARCHED;
  for (let step = 0; step < maxSteps; step++) {
    const open = [...pending].filter(({ isRecursive, excludeRecursion }) => isRecursive && !excludeRecursion);
    if (open.length === 0) break;
    const speaking = fresh.filter(({ rule }) => rule.isRecursive && !rule.preventRecursion);
    const text = loreText(joined(speaking, textOf, room));
    room -= text.text.length;
    if (text.text !== "") search.look(open, () => text);
    fresh = takeUp(
      open.filter(({ delayUntilRecursion }) => delayUntilRecursion <= level),
      { ...taking, isRecursion: true },
    );
    up.push(...fresh);
    if (fresh.length > 0) continue;
    const next = levels.shift();
    if (next === undefined) break;
    level = next;
  }
  return up;
}

function joined(up: readonly Up[], textOf: LoreScan["textOf"], room: number): string {
  let text = "";
  for (const { rule } of up) {
    if (text.length >= room) break;
    text += `${textOf(rule, true)}\n`;
  }
  return text.slice(0, Math.max(0, room));
}

interface Taking extends LoreScan {
  search: LoreSearch;
  /** How often the character spoke. */
  replies: number;
  pending: Set<LoreRule>;
  taken: Set<string>;
  isRecursion: boolean;
}

/** Those of the rules that come up now; they are pending no more, nor are those that lost a draw. */
function takeUp(rules: readonly LoreRule[], scan: Taking): Up[] {
  const { pending, taken, timing, search, drawOf } = scan;
  const wanted = rules.flatMap((rule): Up[] => {
    const why = reasonFor(rule, scan);
    return why === undefined ? [] : [{ rule, why }];
  });
  wanted.sort((a, b) => byPromptOrder(a.rule, b.rule));
  const losers = groupLosers(
    wanted.map(({ rule }) => rule),
    {
      taken,
      stays: (rule) => timing(rule).isSticky,
      score: search.score,
      draw: (group) => drawOf(`group ${group}`),
    },
  );
  return wanted.filter(({ rule, why }) => {
    pending.delete(rule);
    const isSure = why === "sticky" || why === "decorator" || rule.probability >= 100;
    if (losers.has(rule) || !(isSure || drawOf(rule.id) * 100 < rule.probability)) return false;
    for (const group of rule.groups) taken.add(group);
    return true;
  });
}

/** Why a rule comes up, if it does. */
function reasonFor(rule: LoreRule, { replies, greeting, timing, search, isRecursion }: Taking): WhyUp | undefined {
  const { decorators } = rule;
  const { activateOnlyAfter = 0, activateOnlyEvery = 1, isGreeting, dontActivate, activate } = decorators;
  if (activate) return "decorator";
  const { wasUp, isSticky, isBarred } = timing(rule);
  if (dontActivate || (decorators.dontActivateAfterMatch && wasUp)) return undefined;
  if (isGreeting !== undefined && greeting !== undefined && isGreeting !== greeting) return undefined;
  if (decorators.keepActivateAfterMatch && wasUp) return "sticky";
  if (isSticky) return "sticky";
  if (isBarred || replies < activateOnlyAfter || replies % activateOnlyEvery !== 0) return undefined;
  if (rule.constant && search.allows(rule)) return "constant";
  if (!search.brings(rule)) return undefined;
  return isRecursion ? "recursion" : "key";
}

/** The character's book first, then by insertion order; what has the same stays as it is in the book. */
export function byPromptOrder(a: LoreRule, b: LoreRule): number {
  return a.book - b.book || a.insertionOrder - b.insertionOrder || a.index - b.index;
}
