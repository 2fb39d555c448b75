import { secondBe, secondPerson } from "./second-person.ts";
import { ADVERBS, BASE_VERBS, CLAUSE_STARTS, DISLIKING, LIKING, MODALS, PARTICIPLES, PAST_FORMS } from "./words.ts";

/** A statement of the persona as one clause that is said to the persona. */
export interface Clause {
  /**
   * What stands before the predicate: a form of be, another auxiliary, nothing where "do" would be added, or "other" for
   * a clause that is only known to be one.
   */
  head: "be" | "auxiliary" | "do" | "other";
  /** "you", "your favorite season"; "" for "other". */
  subject: string;
  /** "are", "can", "have"; "" for "do" and "other". */
  verb: string;
  adverbs: string[];
  /** What follows, without "not" and "never". */
  predicate: string;
  /** What the statement denies: nothing, or its predicate, now ("not") or at any time ("never"). */
  denies: "nothing" | "not" | "never";
  /** The whole statement in the second person. */
  whole: string;
  /** Whether verb and subject may change places: no second clause is in the way. */
  invertible: boolean;
}

const MOST_WORDS = 30;
// A second person, a quotation, a greeting, a number that looks like "I": no rule knows who is meant.
const OPAQUE =
  /["“”()[\]{}:;?*<>/]|\.{2}|\b(?:you|your|yours|yourself|ain't)\b|\b(?:war|type|part|class|phase) I\b|^(?:hello|hey|hi|no|oh|so|well|yeah|yes)\b/i;
const SENTENCE_BREAK = /(?<!\b(?:St|Dr|Mr|Mrs|Ms|Mt|Jr|Sr))[.!]\s/;
const CONTRACTIONS: [RegExp, string][] = [
  [/\bcan't\b|\bcannot\b/gi, "can not"],
  [/\bwon't\b/gi, "will not"],
  [/n't\b/gi, " not"],
  [/\bi'm\b/gi, "I am"],
  [/\bi've\b/gi, "I have"],
  [/\bi'll\b/gi, "I will"],
];

/** Reads a first-person statement; null where no rule is sure of it. */
export function readClause(statement: string): Clause | null {
  const text = plain(statement);
  const words = text.split(" ");
  if (text === "" || words.length < 2 || words.length > MOST_WORDS) return null;
  if (OPAQUE.test(text) || SENTENCE_BREAK.test(text)) return null;
  const first = lower(words[0]);
  const clause = first === "i" ? ofSpeaker(words) : first === "my" ? ofBelonging(words) : null;
  return clause ?? whole(words);
}

/** Contractions written out, one space between words, no mark at the end. */
function plain(statement: string): string {
  const spaced = statement.normalize("NFC").replaceAll("’", "'").replace(/\s+/g, " ").trim();
  const open = spaced.replace(/\s*[.!]+$/, "");
  return CONTRACTIONS.reduce((text, [short, long]) => text.replace(short, long), open);
}

/** "I …": an auxiliary or a verb in its base form; null for any other verb. */
function ofSpeaker(words: readonly string[]): Clause | null {
  const [adverbs, never, start] = adverbsFrom(words, 1);
  const main = lower(words[start]);
  const next = lower(words[start + 1]);
  const isPerfect =
    main === "have" && PARTICIPLES.has(lower(words[afterAdverbs(words, start + (next === "not" ? 2 : 1))]));
  // "I do not like", "I do like".
  const isAddedDo = (main === "do" || main === "did") && (next === "not" || BASE_VERBS.has(next));
  const isAuxiliary = MODALS.has(main) || isPerfect || isAddedDo;
  const isBe = main === "am" || main === "was";
  if (!isBe && !isAuxiliary && !isBase(words, start)) return null;
  const [later, neverLater, rest] = isBe || isAuxiliary ? adverbsFrom(words, start + 1) : [[], false, start];
  const isNot = lower(words[rest]) === "not";
  const tail = words.slice(isNot ? rest + 1 : rest).join(" ");
  const head = isBe ? "be" : isAuxiliary && main !== "do" ? "auxiliary" : "do";
  return clauseOf({
    words,
    tail,
    head,
    subject: "you",
    verb: isBe ? secondBe(main) : head === "do" ? "" : main,
    adverbs: [...adverbs, ...later],
    denies: never || neverLater ? "never" : isNot ? "not" : "nothing",
  });
}

/** "My favorite season is winter": a short subject and a form of be; null for any other verb. */
function ofBelonging(words: readonly string[]): Clause | null {
  const at = words.findIndex((word) => /^(?:is|are|was|were)$/i.test(word));
  const owned = words.slice(1, at);
  const most = /^(?:favou?rite|least)$/i.test(owned[0] ?? "") ? 4 : 2;
  if (at < 2 || owned.length > most || owned.some((word) => /^(?:to|and|who|that|i|,)$|,/i.test(word))) return null;
  const [adverbs, never, rest] = adverbsFrom(words, at + 1);
  const isNot = lower(words[rest]) === "not";
  return clauseOf({
    words,
    tail: words.slice(isNot ? rest + 1 : rest).join(" "),
    head: "be",
    subject: `your ${owned.join(" ")}`,
    verb: lower(words[at]),
    adverbs,
    denies: never ? "never" : isNot ? "not" : "nothing",
  });
}

/** Any clause in which the speaker is named and some verb is seen. */
function whole(words: readonly string[]): Clause | null {
  const first = lower(words[0]);
  const speaks = /^(?:i|we)$/.test(first);
  const mentions = words.some((word) => /^(?:i|me|my|mine|myself|we|us|our)$/i.test(word.replace(/,$/, "")));
  // "Love my dog": the subject was left out.
  if (!mentions || (!speaks && (BASE_VERBS.has(first) || PAST_FORMS.has(first)))) return null;
  if (!speaks && !words.slice(1).some(isVerb)) return null;
  const start = /^(?:a|an|the|my|our|we|all|both|some|most|many|since|when|it|there|this|that|two|three|\w+ing)$/i;
  const opened = start.test(first) ? [first, ...words.slice(1)] : words;
  const text = secondPerson(opened.join(" "));
  if (text === null) return null;
  const base = { head: "other", subject: "", verb: "", adverbs: [], predicate: "", denies: "nothing" } as const;
  return { ...base, adverbs: [], whole: text, invertible: false };
}

interface Parts extends Pick<Clause, "head" | "subject" | "verb" | "adverbs" | "denies"> {
  words: readonly string[];
  /** The predicate, still in the first person. */
  tail: string;
}

function clauseOf({ words, tail, ...parts }: Parts): Clause | null {
  const predicate = secondPerson(tail);
  const subject = secondPerson(parts.subject);
  const text = secondPerson([lower(words[0]), ...words.slice(1)].join(" "));
  if (!predicate || subject === null || text === null) return null;
  return { ...parts, predicate, whole: text, invertible: !hasSecondClause(tail, parts.head) };
}

/** "… and I live alone", "… and went home"; after be and have also "… and like dogs". */
function hasSecondClause(tail: string, head: Clause["head"]): boolean {
  const words = tail.split(" ").map(lower);
  return words.some((word, i) => {
    if (!/^(?:and|but|or|so|because|although|while|,)$/.test(word) && !word.endsWith(",")) return false;
    const next = words[afterAdverbs(words, i + 1)] ?? "";
    if (/^(?:i|my|we|she|he|it|they)$/.test(next) || PAST_FORMS.has(next) || next.endsWith("ed")) return true;
    return head !== "do" && (BASE_VERBS.has(next) || word === "but");
  });
}

/** The predicate up to its second clause: "love cats and have two cats" → "love cats". */
export function firstPredicate({ predicate }: Clause): string {
  const words = predicate.split(" ");
  const end = words.findIndex((word, i) => {
    if (i === 0) return false;
    if (/^(?:but|because|although|,)$/i.test(word)) return true;
    const next = lower(words[afterAdverbs(words, i + 1)]);
    return /^(?:and|or|so)$/i.test(word) && (CLAUSE_STARTS.has(next) || /^(?:you|your)$/.test(next));
  });
  const kept = (end < 0 ? words : words.slice(0, end)).join(" ");
  return kept.replace(/,.*$/, "");
}

/** What the speaker feels for the object of a clause, where its verb says so. */
export function feelingOf({ head, predicate, denies }: Clause): "liking" | "disliking" | null {
  const verb = lower(predicate.split(" ")[0]);
  if (head !== "do" || denies !== "nothing") return null;
  return LIKING.has(verb) ? "liking" : DISLIKING.has(verb) ? "disliking" : null;
}

function isBase(words: readonly string[], at: number): boolean {
  const verb = lower(words[at]);
  // "I have mixed feelings", "I have finished it": the same form, two meanings.
  const isUnclear = verb === "have" && /(?:ed|^not)$/.test(lower(words[at + 1]));
  return BASE_VERBS.has(verb) && !isUnclear;
}

function isVerb(word: string): boolean {
  const verb = lower(word);
  return PAST_FORMS.has(verb) || MODALS.has(verb) || BASE_VERBS.has(verb.replace(/s$/, "")) || verb.endsWith("ed");
}

/** The adverbs from a place on, whether "never" is one of them, and the place after them. */
function adverbsFrom(words: readonly string[], from: number): [adverbs: string[], never: boolean, next: number] {
  const next = afterAdverbs(words, from);
  const found = words.slice(from, next).map(lower);
  return [found.filter((word) => word !== "never"), found.includes("never"), next];
}

function afterAdverbs(words: readonly string[], from: number): number {
  let at = from;
  while (ADVERBS.has(lower(words[at])) || lower(words[at]) === "never") at++;
  return at;
}

function lower(word: string | undefined): string {
  return (word ?? "").toLowerCase();
}
