import { mean, pairsFor, unitsPerGroup } from "../../stats/index.ts";
import { type AnswerRows, correlations } from "./correlations.ts";

/** What moves an answer besides the trait, as variances of one answer where people's true scores vary by 1. */
export interface AnswerNoise {
  /** The item's own: another item of the scale would be answered otherwise. */
  item: number;
  /** The order of the options, or the wording. */
  order: number;
  /** The drawing of the reply; 0 where probabilities are read. */
  reply: number;
}

export interface SurveySize {
  /** Difference to be seen, in standard deviations between people. */
  effect?: number;
  noise: AnswerNoise;
  /** Of the options, or wordings, of every item. */
  orders?: number;
  /** Replies to every item in every order. */
  repeats?: number;
}

/**
 * Items that two personas must be asked so that a true difference is seen at .05 two-sided with power .80: pairs of answers to
 * the same items, each averaged over orders and repeats, normal approximation.
 */
export function itemsToTellApart({ effect = 0.5, ...size }: SurveySize): number {
  return pairsFor(effect / Math.sqrt(2 * noiseLeft(size)));
}

/** Personas in each of two groups, asked so many items, so that a difference between the groups is seen alike. */
export function peopleToTellApart({ effect = 0.5, items, ...size }: SurveySize & { items: number }): number {
  return unitsPerGroup(effect / Math.sqrt(1 + noiseLeft(size) / items));
}

/** Noise of an item, over people's variance, that goes with the mean correlation of a scale's items: (1 − r) / r. */
export function itemNoise(rows: AnswerRows): number | null {
  const matrix = correlations(rows);
  const r = matrix && mean(matrix.flatMap((row, i) => row.filter((_, j) => j < i)));
  return r === null || r <= 0 ? null : (1 - r) / r;
}

function noiseLeft({ noise: { item, order, reply }, orders = 1, repeats = 1 }: Omit<SurveySize, "effect">): number {
  return item + order / orders + reply / (orders * repeats);
}
