// How much a personality lets each dimension of emotion move, after Wen et al. [44], from Mehrabian's regressions:
//   P_V = .21 E + .59 A + .19 N    P_A = .15 O + .30 A − .57 N    P_D = .25 O + .17 C + .60 E − .32 A
// The paper and its code put neuroticism for N, where Mehrabian's original has emotional stability.
import type { Persona } from "../../core/index.ts";
import type { Vad } from "./vad.ts";

/** Levels in 0..1. */
export interface BigFiveLevels {
  openness: number;
  conscientiousness: number;
  extraversion: number;
  agreeableness: number;
  neuroticism: number;
}

/** What stands for N: neuroticism, or its opposite, 1 − neuroticism. */
export type NeuroticismMode = "as-paper" | "stability";

const DIMENSIONS = ["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"] as const;

/** The factors by which what happens moves valence, arousal and dominance. */
export function personalityInfluence(levels: BigFiveLevels, mode: NeuroticismMode = "as-paper"): Vad {
  const { openness: o, conscientiousness: c, extraversion: e, agreeableness: a, neuroticism } = levels;
  const n = mode === "stability" ? 1 - neuroticism : neuroticism;
  return {
    valence: 0.21 * e + 0.59 * a + 0.19 * n,
    arousal: 0.15 * o + 0.3 * a - 0.57 * n,
    dominance: 0.25 * o + 0.17 * c + 0.6 * e - 0.32 * a,
  };
}

/**
 * The persona's levels, .5 where it does not say, with the fields that say so. A dimension is known by its first three
 * letters or its first ("Extraversion", "EXT", "E"); levels of facets do not count.
 */
export function bigFiveLevels({ traits = [] }: Persona): { levels: BigFiveLevels; fields: string[] } {
  const levels = { openness: 0.5, conscientiousness: 0.5, extraversion: 0.5, agreeableness: 0.5, neuroticism: 0.5 };
  const fields: string[] = [];
  for (const { system, dimension, level, facet } of traits) {
    const trait = system === "big5" && facet === undefined ? bigFiveName(dimension) : undefined;
    if (trait === undefined) continue;
    levels[trait] = level;
    fields.push(`traits.big5.${dimension}`);
  }
  return { levels, fields };
}

function bigFiveName(dimension: string): keyof BigFiveLevels | undefined {
  const name = dimension.trim().toLowerCase();
  return DIMENSIONS.find((trait) => name === trait.charAt(0) || name.startsWith(trait.slice(0, 3)));
}
