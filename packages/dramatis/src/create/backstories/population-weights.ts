import { assignment, greedyAssignment } from "../../stats/index.ts";
import type { Demographics } from "./demographics.ts";
import { optionOf } from "./demographics.ts";

/** Somebody to be stood for: known values by trait. */
export interface Human {
  id: string;
  answers: Readonly<Record<string, string | number>>;
}

/**
 * How well each story fits each human, one row a human: the product over the human's traits of how probable their answer
 * is to the story's teller (Anthology [156]). A trait without a distribution counts all options alike, as many as others
 * have; one that nobody was asked counts nothing.
 *
 * @throws InputError for an answer that is none of the options
 */
export function populationWeights(humans: readonly Human[], surveyed: readonly Demographics[]): Float64Array[] {
  const optionsOf = new Map(
    surveyed.flatMap((one) => Object.entries(one).map(([trait, { options }]) => [trait, options])),
  );
  return humans.map(({ id, answers }) => {
    const row = new Float64Array(surveyed.length).fill(1);
    for (const [trait, value] of Object.entries(answers)) {
      const common = optionsOf.get(trait);
      if (common === undefined) continue;
      for (const [i, one] of surveyed.entries()) {
        const options = one[trait]?.options ?? common;
        const option = optionOf(value, { options, where: `${trait} of ${id}` });
        row[i] = (row[i] as number) * (one[trait]?.shares?.[option] ?? 1 / options.length);
      }
    }
    return row;
  });
}

/** For each row the column of the greatest weight, the first of equals; -1 where all are 0. A column may come again. */
export function matchGreedily(weights: readonly Float64Array[]): number[] {
  return greedyAssignment(weights);
}

/** For each row a column of its own, so that the weights sum to the most; -1 where none is left or none fits. */
export function matchOneToOne(weights: readonly Float64Array[]): number[] {
  return assignment(weights).map((column, row) => ((weights[row]?.[column] ?? 0) > 0 ? column : -1));
}
