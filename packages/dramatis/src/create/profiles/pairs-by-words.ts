// Attributes that a person states of themselves, found by words. English only; nothing is guessed from what is implied.
import { isAboutNow, sentences, statedFacts } from "../../transcript/index.ts";
import { FRAMES, RULES } from "./attribute-rules.ts";

export interface StatedPair {
  attribute: string;
  value: string;
  confidence: number;
  /** The sentence, as it stands in the text, and where: first character and the one after the last. */
  quote: string;
  span: [number, number];
  /** It was so once. */
  isPast: boolean;
}

/** The values of a rule that say nothing: "I live in a", "I love it". */
const EMPTY_VALUE =
  /^(?:(?:it|that|this|them|those|him|her|you|us|one|here|there|everything|nothing|all|things?|people|stuff|how|when|what|the way)\b.*|\W*)$/iu;
/** Nobody states a fact of themselves in a sentence of more characters; a text without marks is one sentence. */
const LONGEST = 600;
const QUESTION = /[?？]["'”’)\]]*\s*$/u;

/** In the order in which they are said. */
export function pairsByWords(text: string): StatedPair[] {
  let start = 0;
  return sentences(text).flatMap((sentence) => {
    const quote = sentence.trim();
    const from = start + sentence.indexOf(quote);
    start += sentence.length;
    const span: [number, number] = [from, from + quote.length];
    if (quote.length > LONGEST) return [];
    return distinct([...statedPairs(quote), ...framedPairs(quote)]).map((pair) => ({ ...pair, quote, span }));
  });
}

type Found = Pick<StatedPair, "attribute" | "value" | "confidence" | "isPast">;

function statedPairs(sentence: string): Found[] {
  return statedFacts(sentence).flatMap(({ text, confidence }) =>
    RULES.flatMap(({ attribute, pattern, value, lasts = false, sure = 1 }): Found[] => {
      const match = pattern.exec(text);
      const said = match === null ? "" : tidy(value === undefined ? (match[1] ?? "") : value(match));
      if (EMPTY_VALUE.test(said)) return [];
      const isNow = lasts || isAboutNow(text);
      // What is planned is not so yet.
      if (!isNow && /\b(?:will|going to|gonna|plan|hop(?:e|ing)|want|next)\b|'ll\b/iu.test(text)) return [];
      return [{ attribute, value: said, confidence: confidence * sure, isPast: !isNow }];
    }),
  );
}

/** What is said beside the point. */
function framedPairs(sentence: string): Found[] {
  if (QUESTION.test(sentence)) return [];
  return FRAMES.flatMap(({ attribute, pattern, value, sure = 1 }): Found[] => {
    const match = pattern.exec(sentence.replaceAll("’", "'"));
    const said = match === null ? "" : tidy(value === undefined ? (match[1] ?? "") : value(match));
    return EMPTY_VALUE.test(said) ? [] : [{ attribute, value: said, confidence: 0.8 * sure, isPast: false }];
  });
}

function tidy(value: string): string {
  return value.replace(/[\s.,;:!"')–—-]+$/u, "").trim();
}

function distinct(pairs: readonly Found[]): Found[] {
  const keys = pairs.map(({ attribute, value }) => `${attribute}\n${value.toLowerCase()}`);
  return pairs.filter((_, i) => keys.indexOf(keys[i] as string) === i);
}
