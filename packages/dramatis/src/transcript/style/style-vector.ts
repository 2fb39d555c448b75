// The style of a text as eight numbers, after Brandt [192]: the lightweight version, as the authors used it for public
// corpora. Tokens are split at white space, sentences after every `.`, `!` and `?`, so that "!!" ends two.
//   informality = (#! + #?) / sentences + #{i, you, u, im, i'm, you're} / tokens
//   Flesch = 206.835 − 1.015 · tokens / sentences − 84.6 · syllables / tokens, a syllable being a run of aeiouy
// Sentiment and the three lexicon rates are 0 in this version: the lexicons behind the full one may not be shipped.
// Equal to the released vectorizer, to the last bit, on the 23,051 utterances of EmpatheticDialogues' valid and test.
// English only. A text without words is all 0.
import { FUNCTION_WORDS } from "./function-words.ts";

/** Names of the dimensions, in their order. */
export const STYLE_DIMENSIONS = [
  "informality",
  "sentiment",
  "sentenceLength",
  "readingEase",
  "social",
  "cognitive",
  "affect",
  "functionWords",
] as const;

const FIRST_OR_SECOND_PERSON: ReadonlySet<string> = new Set(["i", "you", "u", "im", "i'm", "you're"]);

/** The eight dimensions of a text, raw: rates in 0..1, sentence length in tokens, reading ease in Flesch's points. */
export function styleVector(text: string): number[] {
  const tokens = styleTokens(text).map((token) => token.toLowerCase());
  if (tokens.length === 0) return STYLE_DIMENSIONS.map(() => 0);
  const share = (words: ReadonlySet<string>): number =>
    tokens.filter((token) => words.has(token)).length / tokens.length;
  const sentences = sentenceCount(text);
  const marks = text.match(/[!?]/g)?.length ?? 0;
  const length = tokens.length / sentences;
  const syllables = tokens.reduce((sum, token) => sum + syllableCount(token), 0) / tokens.length;
  return [
    marks / sentences + share(FIRST_OR_SECOND_PERSON),
    0,
    length,
    206.835 - 1.015 * length - 84.6 * syllables,
    0,
    0,
    0,
    share(FUNCTION_WORDS),
  ];
}

/** What stands between white space. */
export function styleTokens(text: string): string[] {
  return text.match(/\S+/g) ?? [];
}

/** At least 1. */
function sentenceCount(text: string): number {
  const pieces = text.split(/[.!?]/);
  const isOpen = pieces.at(-1)?.trim() !== "";
  return Math.max(1, pieces.length - 1 + (isOpen ? 1 : 0));
}

function syllableCount(token: string): number {
  return Math.max(1, token.match(/[aeiouy]+/g)?.length ?? 0);
}
