import { normalShare, type Random } from "../../core/index.ts";
import shipped from "./big-five.json" with { type: "json" };
import { correlationFactor, type Matrix, multiply, standardNormals } from "./correlated-normals.ts";

export const BIG_FIVE: readonly string[] = shipped.dimensions;

/** Six facets of each of the Big Five, by number as in the NEO inventories: O1 … O6, C1 … */
export const BIG_FIVE_FACETS: readonly string[] = BIG_FIVE.flatMap((dimension) =>
  [1, 2, 3, 4, 5, 6].map((number) => `${dimension.charAt(0).toUpperCase()}${number}`),
);

/** Levels are drawn no further out than this, in standard deviations. */
const FURTHEST = 3;
/** What a facet owes to its dimension. */
const LOADING = 0.7;

/** Whose norms apply. */
export interface NormGroup {
  isWoman: boolean;
  /** Years. */
  age: number;
}

export interface BigFiveOptions {
  /** Of openness, conscientiousness, extraversion, agreeableness and neuroticism. */
  correlations?: Matrix;
  /** Six facets of each as well. */
  facets?: boolean;
}

/**
 * Draws the Big Five as they go together in people, not each on its own: t = L·z with L the Cholesky factor of their
 * correlations (van der Linden et al. 2010), moved by the norms of the person's sex and age where those are known, cut at ±3;
 * the level is the share of people below t. A facet is .7 t + √(1 − .7²) ε.
 *
 * @returns levels of 0 to 1, in the order of `BIG_FIVE`, then of `BIG_FIVE_FACETS` where they are asked for.
 */
export function bigFive({
  correlations = shipped.correlations.values,
  facets = false,
}: BigFiveOptions = {}): (random: Random, group?: NormGroup) => number[] {
  const factor = correlationFactor(correlations);
  const residual = Math.sqrt(1 - LOADING ** 2);
  return (random, group) => {
    const norm = group && normOf(group);
    const t = multiply(factor, standardNormals(BIG_FIVE.length, random)).map((value, i) =>
      norm ? (norm.shift[i] as number) + (norm.scale[i] as number) * value : value,
    );
    const parts = facets
      ? BIG_FIVE_FACETS.map((_, i) => LOADING * (t[Math.floor(i / 6)] as number) + residual * random.normal())
      : [];
    return [...t, ...parts].map((value) => normalShare(Math.max(-FURTHEST, Math.min(FURTHEST, value))));
  };
}

function normOf({ isWoman, age }: NormGroup): { shift: number[]; scale: number[] } | undefined {
  return shipped.norms.groups.findLast(({ sex, from }) => (sex === "women") === isWoman && age >= from);
}
