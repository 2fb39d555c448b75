import type { Trait } from "../../core/index.ts";
import { bigFive } from "../markers.ts";

/**
 * Level of each word by which other tools say a level: "High. Meticulously organised." On the scale of nine of methods
 * A0 the five are 1, 3, 5, 7 and 9, as the five points of a Likert scale.
 */
const LEVELS: readonly (readonly [words: RegExp, level: number, written: string])[] = [
  [/^(?:very|extremely|exceptionally) low\b/i, 0.1, "Very low"],
  [/^(?:very|extremely|exceptionally) high\b/i, 0.9, "Very high"],
  [/^low\b/i, 0.25, "Low"],
  [/^(?:medium|moderate|average|mid|neutral|balanced)\b/i, 0.5, "Medium"],
  [/^high\b/i, 0.75, "High"],
];

/** The dimensions in the order in which they are written. */
export const BIG_FIVE: readonly string[] = [
  "openness",
  "conscientiousness",
  "extraversion",
  "agreeableness",
  "neuroticism",
];

/** The level that a text begins with: "High. Very curious." → 0.75; undefined where it says none. */
export function levelOfWords(text: string): number | undefined {
  return LEVELS.find(([words]) => words.test(text.trim()))?.[1];
}

/** The nearest level word: 0.7 → "High". */
export function levelWords(level: number): string {
  const nearest = LEVELS.toSorted((a, b) => Math.abs(a[1] - level) - Math.abs(b[1] - level) || a[1] - b[1])[0];
  return nearest?.[2] ?? "Medium";
}

/** A Big Five level that was said in words. The words stay as its quote. */
export function traitOfWords(dimension: string, text: string, method: string): Trait | undefined {
  const level = levelOfWords(text);
  if (level === undefined) return undefined;
  return { system: "big5", dimension, level, provenance: [{ source: "imported_card", method, quote: text }] };
}

/** The words of a level: its quote, as long as that still says the same, else the level alone. */
export function wordsOfTrait({ level, provenance }: Trait, alone: string = `${levelWords(level)}.`): string {
  const quote = provenance?.find((each) => each.quote !== undefined)?.quote;
  return quote !== undefined && levelOfWords(quote) === level ? quote : alone;
}

/** The level of one of the Big Five as a whole, not of a facet of it; whatever the spelling of its name. */
export function bigFiveTrait(traits: readonly Trait[] | undefined, dimension: string): Trait | undefined {
  return traits?.find(
    (trait) => trait.system === "big5" && trait.facet === undefined && bigFive(trait.dimension) === bigFive(dimension),
  );
}
