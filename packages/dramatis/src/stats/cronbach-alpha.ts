import { mean } from "./mean.ts";

/**
 * Cronbach's α of answers to the items of one scale, reversed items turned around already: k/(k−1) · (1 − Σ var of the
 * items / var of the sums), sample variances (Cronbach 1951). At most 1; below 0 where items speak against each other.
 * null below two items or two people, or where the sums do not vary.
 *
 * @param answers one row a person, one column an item, none missing
 * @throws RangeError for rows of different lengths
 */
export function cronbachAlpha(answers: readonly (readonly number[])[]): number | null {
  const items = answers[0]?.length ?? 0;
  const ragged = answers.findIndex((row) => row.length !== items);
  if (ragged >= 0)
    throw new RangeError(`invalid answers; ${items} items wanted: row ${ragged} has ${answers[ragged]?.length}`);
  if (items < 2 || answers.length < 2) return null;
  const ofItems = Array.from({ length: items }, (_, item) => variance(answers.map((row) => row[item] as number)));
  const ofSums = variance(answers.map((row) => row.reduce((sum, value) => sum + value, 0)));
  if (ofSums === 0) return null;
  return (items / (items - 1)) * (1 - ofItems.reduce((sum, one) => sum + one, 0) / ofSums);
}

function variance(values: readonly number[]): number {
  const centre = mean(values) ?? 0;
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
