import { ADVERBS } from "./words.ts";

const SECOND: Record<string, string> = {
  i: "you",
  "i'm": "you're",
  "i've": "you've",
  "i'd": "you'd",
  "i'll": "you'll",
  me: "you",
  my: "your",
  myself: "yourself",
  we: "you",
  "we're": "you're",
  "we've": "you've",
  "we'd": "you'd",
  "we'll": "you'll",
  us: "you",
  our: "your",
  ours: "yours",
  ourselves: "yourselves",
};

const ADVERB = `(?:(?:${[...ADVERBS, "never"].join("|")}) )*`;
// A hyphen joins: "me-time" is no pronoun.
const word = (pattern: string): RegExp => new RegExp(`(?<![\\w'-])(?:${pattern})(?![\\w'-])`, "gi");
const PRONOUN = word(Object.keys(SECOND).sort().reverse().join("|"));
const MY_OWN = word("(?<=(?:is|are|was|were|of) )mine");
const BE_AFTER_SUBJECT = new RegExp(`\\b(i|and|but|or) (${ADVERB})(am|was)\\b`, "gi");
const BE_BEFORE_SUBJECT = /\b(am|was) i\b/gi;

/** What is still in the first person. "US" is a country. */
const LEFT = word("i|i'm|i've|i'd|i'll|me|my|mine|myself|we|we're|we've|we'd|we'll|our|ours|ourselves|am");

/** The country without its capitals. */
const THE_US = word("the us");

/**
 * A first-person text said to its speaker: "I walk my dog and am happy" → "you walk your dog and are happy". Null where
 * something stays in the first person.
 */
export function secondPerson(text: string): string | null {
  const turned = text
    .replace(BE_AFTER_SUBJECT, (_, subject: string, adverbs: string, be: string) => {
      return `${subject} ${adverbs}${secondBe(be)}`;
    })
    .replace(BE_BEFORE_SUBJECT, (_, be: string) => `${secondBe(be)} I`)
    .replace(MY_OWN, "yours")
    .replace(/\bcan not\b/g, "cannot")
    .replace(PRONOUN, (pronoun) => (pronoun === "US" ? pronoun : (SECOND[pronoun.toLowerCase()] as string)));
  return turned.search(LEFT) < 0 && (text.includes("US") || text.search(THE_US) < 0) ? turned : null;
}

/** "am" → "are", "was" → "were". */
export function secondBe(be: string): string {
  return be.toLowerCase() === "am" ? "are" : "were";
}
