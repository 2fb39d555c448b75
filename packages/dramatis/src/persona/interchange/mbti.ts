import type { Trait } from "../../core/index.ts";

/** The four letters in their order; a level is 0 for the first pole and 1 for the second, by whose name it goes. */
const LETTERS: readonly { dimension: string; low: readonly [string, RegExp]; high: readonly [string, RegExp] }[] = [
  { dimension: "introversion", low: ["E", /^extr[ao]ver/], high: ["I", /^introver/] },
  { dimension: "intuition", low: ["S", /^sens/], high: ["N", /^intu/] },
  { dimension: "feeling", low: ["T", /^think/], high: ["F", /^feel/] },
  { dimension: "perceiving", low: ["J", /^judg/], high: ["P", /^perce/] },
];

/**
 * The traits of a Myers-Briggs type, as letters ("INTJ") or as words ("introvert, intuitive, thinker, judger").
 * Nothing where the text is not a whole type.
 */
export function mbtiTraits(type: string): Trait[] {
  const letters = /^\s*[EI][SN][TF][JP]\b/i.test(type) ? [...type.trim().toUpperCase()] : undefined;
  const words = type.toLowerCase().split(/[\s,;/]+/);
  const traits = LETTERS.flatMap(({ dimension, low, high }, index): Trait[] => {
    const isLow = letters === undefined ? words.some((word) => low[1].test(word)) : letters[index] === low[0];
    const isHigh = letters === undefined ? words.some((word) => high[1].test(word)) : letters[index] === high[0];
    return isLow === isHigh ? [] : [{ system: "mbti", dimension, level: isHigh ? 1 : 0 }];
  });
  return traits.length === LETTERS.length ? traits : [];
}

/** The type of traits, as letters; undefined where one of the four is missing. */
export function mbtiType(traits: readonly Trait[] | undefined): string | undefined {
  const letters = LETTERS.map(({ dimension, low, high }) => {
    const trait = traits?.find((each) => each.system === "mbti" && each.dimension === dimension);
    return trait === undefined ? "" : trait.level >= 0.5 ? high[0] : low[0];
  });
  return letters.includes("") ? undefined : letters.join("");
}
