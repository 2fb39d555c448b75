/**
 * Whether the questions of one scale hang together in simulated people as much as in people: Cronbach's α of both.
 *
 * Anthology [156] compares the two; an α of the model far above that of people is as wrong as one below. Reversed
 * questions are to be turned round before. Whoever missed a question is left out and counted. Intervals resample people
 * of a side each. Fewer than two people, or answers that do not vary, give null.
 *
 * @paper 156
 * @function
 */
import type { Estimate } from "../../core/index.ts";
import { cronbachAlpha } from "../../stats/index.ts";
import { resampled } from "../psychometrics/resampled.ts";

export interface SurveyConsistency {
  human: Estimate;
  model: Estimate;
  /** α of the model less that of the people; null where one is. */
  difference: number | null;
}

type Rows = readonly (readonly (number | null)[])[];

/** @param human a row a person, a column a question of the scale. @throws RangeError for rows of different lengths */
export function surveyConsistency({
  human,
  model,
  seed = 42,
}: {
  human: Rows;
  model: Rows;
  seed?: number;
}): SurveyConsistency {
  const [people, personas] = [alphaOf(human, "human", seed), alphaOf(model, "model", seed)];
  const difference = people.value === null || personas.value === null ? null : personas.value - people.value;
  return { human: people, model: personas, difference };
}

function alphaOf(rows: Rows, side: string, seed: number): Estimate {
  const whole = rows.filter((row) => row.every((value) => value !== null && Number.isFinite(value))) as number[][];
  return resampled({
    measure: `survey-consistency/${side}`,
    unit: "points",
    direction: "none",
    units: whole,
    statistic: cronbachAlpha,
    n: whole.length,
    missing: rows.length - whole.length,
    people: whole.length,
    seed,
  });
}
