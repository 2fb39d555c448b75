/**
 * Convergent and discriminant correlations of traits that two questionnaires measure.
 *
 * Campbell and Fiske's matrix as [37] uses it (methods C6): r of a trait with itself by the other instrument, less the mean size
 * of its correlations with the other traits there. Fewer than three people: null.
 *
 * @function
 * @paper 37
 */
import type { Estimate } from "../../core/index.ts";
import { mean, pearson } from "../../stats/index.ts";
import { correlations } from "./correlations.ts";
import { resampled } from "./resampled.ts";

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

/** A person's scores by two inventories, by trait or scale; null where one has none. */
export interface ScalePair {
  a: Readonly<Record<string, number | null>>;
  b: Readonly<Record<string, number | null>>;
}

/** `mtmm` with intervals over people. */
export interface ValidityCheck {
  traits: { trait: string; convergent: Estimate; discriminant: Estimate }[];
  convergentMean: Estimate;
  discriminantMean: Estimate;
}

/**
 * Convergent and discriminant validity over people who have every score by both inventories; the others are missing. No
 * figure for fewer than three people, of whom any two would agree.
 *
 * @param traits that both measure
 */
export function validityCheck(
  people: readonly ScalePair[],
  traits: readonly string[],
  { seed = 42 }: { seed?: number } = {},
): ValidityCheck {
  const isWhole = ({ a, b }: ScalePair): boolean =>
    traits.every((trait) => (a[trait] ?? null) !== null && (b[trait] ?? null) !== null);
  const whole = people.filter(isWhole);
  const columns = (sample: readonly ScalePair[], of: "a" | "b"): Record<string, number[]> =>
    Object.fromEntries(traits.map((trait) => [trait, sample.map((one) => one[of][trait] as number)]));
  const estimate = (measure: string, figure: (found: Validity) => number | null): Estimate =>
    resampled({
      ...{ measure, unit: "ratio", direction: "higher", seed, units: whole },
      statistic: (sample) => (sample.length < FEWEST ? null : figure(mtmm(columns(sample, "a"), columns(sample, "b")))),
      n: whole.length,
      missing: people.length - whole.length,
      people: whole.length,
    });
  return {
    traits: traits.map((trait, i) => ({
      trait,
      convergent: estimate("convergent", ({ convergent }) => convergent[i] ?? null),
      discriminant: estimate("discriminant", ({ discriminant }) => discriminant[i] ?? null),
    })),
    convergentMean: estimate("convergent", ({ convergentMean }) => convergentMean),
    discriminantMean: estimate("discriminant", ({ discriminantMean }) => discriminantMean),
  };
}

/** Correlation of a scale with a criterion, such as agreeableness with aggression. */
export interface CriterionCheck {
  scale: string;
  criterion: string;
  r: Estimate;
}

/**
 * Criterion validity [37]: every scale with every criterion, over the people who have both scores. No figure for fewer than
 * three.
 */
export function criterionCheck(
  people: readonly ScalePair[],
  { scales, criteria, seed = 42 }: { scales: readonly string[]; criteria: readonly string[]; seed?: number },
): CriterionCheck[] {
  return scales.flatMap((scale) =>
    criteria.map((criterion): CriterionCheck => {
      const both = people.flatMap(({ a, b }): [number, number][] => {
        const [x, y] = [a[scale] ?? null, b[criterion] ?? null];
        return x === null || y === null ? [] : [[x, y]];
      });
      const r = resampled({
        ...{ measure: "criterion", unit: "ratio", direction: "none", seed, units: both },
        statistic: (sample) => {
          const columns = [0, 1].map((column) => sample.map((one) => one[column] as number));
          return sample.length < FEWEST ? null : pearson(columns[0] as number[], columns[1] as number[]);
        },
        n: both.length,
        missing: people.length - both.length,
        people: both.length,
      });
      return { scale, criterion, r };
    }),
  );
}

const FEWEST = 3;

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
