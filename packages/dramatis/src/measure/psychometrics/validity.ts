import { mean, pearson } from "../../stats/index.ts";
import { correlations } from "./correlations.ts";

/** Whether two inventories agree where they should, and only there (Campbell and Fiske 1959; the battery of [37]). */
export interface Validity {
  traits: string[];
  /** Correlation of each trait on both inventories; null where one does not vary. */
  convergent: (number | null)[];
  /** That less the mean size of the trait's correlations with the other traits of the other inventory. */
  discriminant: (number | null)[];
  convergentMean: number | null;
  discriminantMean: number | null;
}

/**
 * Convergent and discriminant correlations of the traits that both inventories measure, over the same people in one order.
 *
 * @throws RangeError for lists of different lengths
 */
export function mtmm(
  a: Readonly<Record<string, readonly number[]>>,
  b: Readonly<Record<string, readonly number[]>>,
): Validity {
  const traits = Object.keys(a).filter((trait) => b[trait] !== undefined);
  const across = (one: string, other: string): number | null => pearson(a[one] as number[], b[other] as number[]);
  const convergent = traits.map((trait) => across(trait, trait));
  const discriminant = traits.map((trait, i) => {
    const others = mean(
      traits
        .filter((other) => other !== trait)
        .flatMap((other) => across(trait, other) ?? [])
        .map(Math.abs),
    );
    const own = convergent[i] ?? null;
    return own === null || others === null ? null : own - others;
  });
  return {
    traits,
    convergent,
    discriminant,
    convergentMean: mean(convergent.flatMap((one) => one ?? [])),
    discriminantMean: mean(discriminant.flatMap((one) => one ?? [])),
  };
}

/** How the facets of one scale hang together. */
export interface FacetStructure {
  facets: string[];
  /** Pearson, over the people who have both. */
  correlations: number[][];
  /** Mean correlation of two different facets. */
  mean: number | null;
}

/**
 * Correlations between the facets of a scale.
 *
 * @param scores by facet, people in one order; null where one has no score
 * @returns null below two facets, or where one does not vary
 */
export function facetStructure(scores: Readonly<Record<string, readonly (number | null)[]>>): FacetStructure | null {
  const facets = Object.keys(scores);
  const people = scores[facets[0] ?? ""]?.length ?? 0;
  const rows = Array.from({ length: people }, (_, person) => facets.map((facet) => scores[facet]?.[person] ?? null));
  const matrix = facets.length < 2 ? null : correlations(rows);
  if (matrix === null) return null;
  const apart = matrix.flatMap((row, i) => row.filter((_, j) => j < i));
  return { facets, correlations: matrix, mean: mean(apart) };
}
