import { mean } from "../../stats/index.ts";

export interface ScaleRange {
  min: number;
  max: number;
}

/** What people say of a character on one dimension; "X" is neither high nor low, or disputed. */
export interface DimensionLabel {
  score: number;
  type: "H" | "L" | "X";
}

/** One dimension of one character: what was measured, and the label it should meet. */
export interface MeasuredDimension extends ScaleRange {
  character: string;
  measured: number;
  label: DimensionLabel;
}

export interface InterviewMetrics {
  /** Share of dimensions whose side of the middle is the label's, pooled over characters. Labels "X" do not count. */
  dimensionAccuracy: number | null;
  /** Share of characters of whom every labelled dimension is right. */
  fullAccuracy: number | null;
  /** Mean absolute and mean squared difference from the label's score, in shares of the range; "X" does not count. */
  mae: number | null;
  mse: number | null;
}

/**
 * Metrics of interview-based personality assessment (InCharacter, Wang et al. 2024; the authors' personality_tests.py):
 * a measured score above the middle of its range is "H", else "L".
 */
export function interviewMetrics(dimensions: readonly MeasuredDimension[]): InterviewMetrics {
  const labelled = dimensions.filter(({ label }) => label.type !== "X");
  const isRight = ({ measured, min, max, label }: MeasuredDimension): boolean =>
    (measured > (min + max) / 2 ? "H" : "L") === label.type;
  const differences = labelled.map(({ measured, min, max, label }) => (measured - label.score) / (max - min));
  const characters = [...Map.groupBy(labelled, ({ character }) => character).values()];
  return {
    dimensionAccuracy: mean(labelled.map((one) => Number(isRight(one)))),
    fullAccuracy: mean(characters.map((own) => Number(own.every(isRight)))),
    mae: mean(differences.map(Math.abs)),
    mse: mean(differences.map((difference) => difference ** 2)),
  };
}

/**
 * The type that the released labels give a score: at least 60 % of the range is "H", at most 40 % "L", between them "X".
 * The rule is read off the labels, all of which it meets.
 */
export function labelType(score: number, { min, max }: ScaleRange): DimensionLabel["type"] {
  const share = (score - min) / (max - min);
  return share >= 0.6 ? "H" : share <= 0.4 ? "L" : "X";
}

/** A score of a reverse-keyed item as if it were not: min + max − score. */
export function unreversed(score: number, isReversed: boolean, { min, max }: ScaleRange): number {
  return isReversed ? min + max - score : score;
}

export interface RepeatConsistency {
  /** Mean over items of the standard deviation over repeats, in shares of the range; lower is better. */
  item: number | null;
  /** The same of a dimension's items within one repeat. */
  dimension: number | null;
  /** The same of the dimension scores over repeats. */
  robustness: number | null;
}

/**
 * How alike a character answers again. Standard deviations are those of the population.
 *
 * @param dimensions dimensions × items × repeats, every item with the same number of repeats.
 */
export function repeatConsistency(
  dimensions: readonly (readonly (readonly number[])[])[],
  { min, max }: ScaleRange,
): RepeatConsistency {
  const spreads = (lists: readonly (readonly number[])[]): number | null =>
    mean(lists.flatMap((list) => deviation(list) ?? []).map((sigma) => sigma / (max - min)));
  const rounds = dimensions.map((items) => {
    const repeats = Math.min(...items.map((item) => item.length));
    return Array.from({ length: items.length === 0 ? 0 : repeats }, (_, k) => items.map((item) => item[k] as number));
  });
  return {
    item: spreads(dimensions.flat()),
    dimension: spreads(rounds.flat()),
    robustness: spreads(rounds.map((repeats) => repeats.map((items) => mean(items) as number))),
  };
}

function deviation(values: readonly number[]): number | null {
  const centre = mean(values);
  return centre === null ? null : Math.sqrt(mean(values.map((value) => (value - centre) ** 2)) as number);
}
