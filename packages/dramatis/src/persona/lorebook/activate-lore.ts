import { contentId, random, roughTokens } from "../../core/index.ts";
import { expandMacros } from "./expand-macros.ts";
import { overBudget } from "./lore-budget.ts";
import { type LorePlace, type LoreRule, loreRules } from "./lore-rules.ts";
import { byPromptOrder, scanLore, type WhyUp } from "./lore-scan.ts";
import { type LoreState, loreClock } from "./lore-state.ts";
import type { Lorebook } from "./lorebook.ts";
import { type RegexMatcher, regexMatcher } from "./regex-matcher.ts";

export interface ActivateLoreOptions {
  /** The character's own book, which stands before the world's. */
  book?: Lorebook | undefined;
  worldBook?: Lorebook | undefined;
  /** Whole chat, oldest first; `own` are the character's. */
  messages: readonly { text: string; own: boolean }[];
  char: string;
  user?: string;
  /** What the last call gave; none at the start of a chat. */
  state?: LoreState;
  seed?: number;
  /** Which greeting the chat began with, 0 for the first; where it is not known, `@@is_greeting` is ignored. */
  greeting?: number | undefined;
  /** Tries regex keys; given again, it does not try again those that were too slow. */
  regexes?: RegexMatcher;
  countTokens?: (text: string) => number;
  /** Of a book that has no budget. */
  tokenBudget?: number;
  /** How often what came up may bring up more. */
  maxSteps?: number;
}

/** An entry that came up, as it goes into a prompt. */
export interface ActiveLore {
  /** "character:3": its book and its id, or its place in the book. */
  id: string;
  side: "character" | "world";
  /** Place in the book. */
  index: number;
  /** With its macros carried out; never blank. */
  text: string;
  tokens: number;
  place: LorePlace;
  why: WhyUp;
}

export interface LoreActivation {
  /** In the order in which they go into a prompt, within a place. */
  entries: ActiveLore[];
  /** What came up and had no room in its book's budget. */
  dropped: ActiveLore[];
  state: LoreState;
  /** What is wrong with the books' regexes, a line each. */
  problems: string[];
}

const SIDES = ["character", "world"] as const;

/**
 * The entries of lorebooks that a chat brings up, by Character Book V2, Lorebook V3 with its decorators, and SillyTavern's
 * rules of world info. Of no book: none. The same options give the same entries, but for a regex that one time takes too
 * long and another time not.
 */
export function activateLore(options: ActivateLoreOptions): LoreActivation {
  const { book, worldBook, messages, char, user = "user", state = {}, seed = 0, greeting, maxSteps = 16 } = options;
  const { regexes = regexMatcher(), countTokens = roughTokens, tokenBudget = Number.POSITIVE_INFINITY } = options;
  const books = [book, worldBook];
  const named = SIDES.flatMap((side, at) => {
    const one = books[at];
    return one ? [{ side, book: one }] : [];
  });
  const rules = loreRules({ books: named, char, user });
  const clock = loreClock(state, messages.length);
  const drawOf = (of: string): number => random(seedOf([seed, messages.length, of])).next();
  const textOf = ({ id, text }: LoreRule, forKeys: boolean): string => {
    if (!/\{\{|</.test(text)) return text;
    const draws = random(seedOf([seed, messages.length, id, "text"]));
    return expandMacros(text, { char, user, forKeys, seed: seedOf([seed, id]), draws });
  };

  const up = scanLore({ rules, messages, greeting, maxSteps, regexes, timing: clock.timing, drawOf, textOf });
  const made = up
    .toSorted((a, b) => byPromptOrder(a.rule, b.rule))
    .map(({ rule, why }) => {
      const text = textOf(rule, false).trim();
      const side = named[rule.book]?.side ?? "character";
      const place = rule.place(messages.length);
      return { rule, lore: { id: rule.id, side, index: rule.index, text, tokens: countTokens(text), place, why } };
    });
  const said = onceEach(made);
  const gone = new Set(
    named.flatMap(({ side, book: { tokenBudget: own = tokenBudget } }) =>
      overBudget(
        said.filter(({ lore }) => lore.side === side),
        own,
      ),
    ),
  );
  return {
    entries: said.filter((one) => !gone.has(one)).map(({ lore }) => lore),
    dropped: said.filter((one) => gone.has(one)).map(({ lore }) => lore),
    state: clock.after(made.filter((one) => !gone.has(one)).map(({ rule }) => rule)),
    problems: regexes.problems(),
  };
}

/** Those that say something which none before them says. */
function onceEach<T extends { lore: ActiveLore }>(made: readonly T[]): T[] {
  const said = new Set([""]);
  return made.filter(({ lore: { text } }) => {
    const isNew = !said.has(text);
    said.add(text);
    return isNew;
  });
}

function seedOf(what: unknown): number {
  return Number.parseInt(contentId(what).slice(0, 8), 16);
}
