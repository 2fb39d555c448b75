/**
 * Which simulated persona stands for which person of a survey, and how well.
 *
 * Anthology [156]: each person has known traits, each persona how probable every option of them is to it; an edge weighs
 * Π_t p_persona(t = the person's option). "one-to-one" is the assignment of the greatest sum (Hungarian), "greedy" takes
 * the best persona for each person, again if need be: its weight is never lower, and its reuse says at what price. A trait
 * that a persona was not asked counts nothing for it. Nobody gives an empty match with a null mean.
 *
 * @paper 156
 * @function
 */
import { assignment, greedyAssignment, mean } from "../../stats/index.ts";

/** Known option of a person by trait, and a persona's probabilities of all options of a trait. */
export type KnownTraits = Readonly<Record<string, number>>;
export type TraitShares = Readonly<Record<string, readonly number[]>>;

export interface DemographicMatch {
  /** For each person the persona's index; -1 where none is left or none fits. */
  personas: number[];
  /** Sum and mean of the weights of those who were matched; null mean for none. */
  sum: number;
  mean: number | null;
  unmatched: number;
  /** People that each persona stands for. */
  uses: number[];
  /** Personas that stand for more than one, and the most that one stands for. */
  reused: number;
  mostUses: number;
}

/** @throws RangeError for weights of different lengths or not finite */
export function matchDemographics(
  weights: readonly ArrayLike<number>[],
  { how = "one-to-one" }: { how?: "one-to-one" | "greedy" } = {},
): DemographicMatch {
  const at = (row: number, column: number): number => weights[row]?.[column] ?? 0;
  const found = how === "greedy" ? greedyAssignment(weights) : assignment(weights);
  const personas = found.map((column, row) => (at(row, column) > 0 ? column : -1));
  const matched = personas.flatMap((column, row) => (column < 0 ? [] : at(row, column)));
  const uses = Array.from(
    { length: weights[0]?.length ?? 0 },
    (_, column) => personas.filter((one) => one === column).length,
  );
  return {
    personas,
    sum: matched.reduce((sum, weight) => sum + weight, 0),
    mean: mean(matched),
    unmatched: personas.length - matched.length,
    uses,
    reused: uses.filter((count) => count > 1).length,
    mostUses: Math.max(0, ...uses),
  };
}

/** One row a person, one column a persona. @throws RangeError for an option that a persona's probabilities do not have */
export function demographicWeights(people: readonly KnownTraits[], personas: readonly TraitShares[]): number[][] {
  return people.map((person) =>
    personas.map((persona) =>
      Object.entries(person).reduce((weight, [trait, option]) => {
        const shares = persona[trait];
        if (shares === undefined) return weight;
        const share = shares[option];
        if (share === undefined)
          throw new RangeError(`invalid option of ${trait}; not one of ${shares.length}: ${option}`);
        return weight * share;
      }, 1),
    ),
  );
}
