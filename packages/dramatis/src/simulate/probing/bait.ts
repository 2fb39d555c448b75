import type { Random } from "../../core/index.ts";
import { type Clause, feelingOf, firstPredicate } from "./clause.ts";
import { HARDLY, NUMBERS, VALUES } from "./words.ts";

export interface Bait {
  text: string;
  /** Absent where "no" could mean either: after a question that itself holds a "not". */
  expected?: "no";
}

/** Words that live only under a negation: without it the sentence would be garbled. */
const NEGATIVE_ONLY = /\b(?:any ?more|any longer|at all|either|yet|ever|much|nor|neither)\b/i;

/** Before a number: "over 1000" may well be 3000. */
const VAGUE =
  /^(?:over|about|almost|nearly|around|under|than|least|most|approximately|early|late|mid|one|or|of|number)$/i;

/**
 * A leading question that takes something false for granted, the plainest that fits: another number, the opposite
 * feeling, another value of a kind, or the opposite. Null where none is sure to be false and well formed.
 */
export function bait(clause: Clause, draws: Random): Bait | null {
  if (clause.denies !== "nothing") return denied(clause);
  const said = otherNumber(clause.whole, draws) ?? oppositeFeeling(clause) ?? otherValue(clause.whole, draws);
  if (said !== null) return { text: `So ${said}, right?`, expected: "no" };
  const negated = negation(clause);
  return negated === null ? null : { text: `So ${negated}, right?` };
}

/** What the persona says it is not, has not or never does, taken for granted. */
function denied({ head, subject, verb, adverbs, predicate, invertible }: Clause): Bait | null {
  if (!invertible || NEGATIVE_ONLY.test(predicate)) return null;
  const positive = predicate.replace(/\bany\b/gi, "some").replace(/\bany(thing|one|body|where)\b/gi, "some$1");
  const words = [subject, ...(head === "do" ? [] : [verb]), ...adverbs, positive];
  return { text: `So ${words.join(" ")}, right?`, expected: "no" };
}

/** "two cats" → "five cats": the first exact number from two on. */
function otherNumber(text: string, draws: Random): string | null {
  const words = text.split(" ");
  for (const [i, word] of words.entries()) {
    const [, number = "", mark = ""] = /^(\d{1,6}|[a-z]+)(,?)$/i.exec(word) ?? [];
    const other = VAGUE.test(words[i - 1] ?? "") || words[i + 1] === "s" ? null : numberUnlike(number, draws);
    if (other !== null) return words.with(i, `${other}${mark}`).join(" ");
  }
  return null;
}

function numberUnlike(number: string, draws: Random): string | null {
  const at = NUMBERS.indexOf(number.toLowerCase());
  // Not the next one, which might be a slip: at least two away, around the end of the list.
  if (at >= 0) return NUMBERS[(at + 2 + draws.int(NUMBERS.length - 3)) % NUMBERS.length] as string;
  const value = /^\d+$/.test(number) ? Number(number) : 0;
  if (value < 2) return null;
  if (value >= 1800 && value < 2100) return String(value - 5 - draws.int(10));
  // An age stays one.
  return String(value > 12 && value < 100 ? value + 8 + draws.int(12) : value * 2 + draws.int(5));
}

/** "love hiking" → "hate hiking". */
function oppositeFeeling(clause: Clause): string | null {
  const feeling = feelingOf(clause);
  if (feeling === null) return null;
  const [, ...object] = firstPredicate(clause).split(" ");
  if (object.length === 0) return null;
  return ["you", feeling === "liking" ? "hate" : "love", ...object].join(" ");
}

/** Where somebody can have one value only, and the word before it. */
const ONE_VALUE = /\b(?:live|from|born|grew|raised|favou?rite)\b.* (?:is|are|in|from|the) \w+$/i;

/** "… is winter" → "… is summer": the last word, where it is one of a kind. */
function otherValue(text: string, draws: Random): string | null {
  if (!ONE_VALUE.test(text)) return null;
  const last = text.slice(text.lastIndexOf(" ") + 1);
  const kind = VALUES.find((values) => values.some((value) => value.toLowerCase() === last.toLowerCase()));
  const others = kind?.filter((value) => value.toLowerCase() !== last.toLowerCase()) ?? [];
  const other = others[draws.int(others.length)];
  if (other === undefined) return null;
  return `${text.slice(0, -last.length)}${last === last.toLowerCase() ? other.toLowerCase() : other}`;
}

/** "have a cow" → "you do not have a cow". Adverbs go: "not only" would be no opposite. */
function negation(clause: Clause): string | null {
  const { head, subject, verb, adverbs } = clause;
  const predicate = firstPredicate(clause).replace(/^(\S+) some\b/i, "$1 any");
  if (head === "other" || [...adverbs, ...predicate.toLowerCase().split(" ")].some((word) => HARDLY.has(word))) {
    return null;
  }
  if (/\b(?:no|not|never|nothing|nobody|none|neither)\b/i.test(predicate)) return null;
  return [subject, head === "do" ? "do" : verb, "not", predicate].join(" ").replace(/\bcan not\b/, "cannot");
}
