import { jensenShannon, MOST_JENSEN_SHANNON, placedDistance, totalVariation } from "../../stats/index.ts";
import { placesOf, type SurveyQuestion, sharesOf } from "./survey-answers.ts";

/** The distances of two distributions of answers; 0 is the same. */
export interface QuestionDistances {
  /** First Wasserstein distance (earth mover's) over the options on the scale, in steps; null off a scale. */
  emd: number | null;
  /** The same as a share of the scale's length, 0..1, which questions with more and fewer options have alike. */
  emdOfScale: number | null;
  /** Square root of the divergence, over its largest value: 0..1. */
  jensenShannon: number | null;
  /** 0..1. */
  totalVariation: number | null;
}

export const DISTANCES = ["emd", "emdOfScale", "jensenShannon", "totalVariation"] as const;
export type DistanceName = (typeof DISTANCES)[number];

/** All null where a side has no answer. On the scale only what lies on it counts, each side summing to 1 there. */
export function questionDistances(
  question: SurveyQuestion,
  a: readonly number[],
  b: readonly number[],
): QuestionDistances {
  const [p, q] = [sharesOf(a), sharesOf(b)];
  if (p === null || q === null) return { emd: null, emdOfScale: null, jensenShannon: null, totalVariation: null };
  const places = placesOf(question).filter((place) => place !== null);
  const length = Math.max(...places) - Math.min(...places);
  const emd = question.scale === "ordinal" && length > 0 ? onScale(placesOf(question), p, q) : null;
  return {
    emd,
    emdOfScale: emd && emd / length,
    jensenShannon: jensenShannon(p, q).distance / MOST_JENSEN_SHANNON,
    totalVariation: totalVariation(p, q),
  };
}

function onScale(places: readonly (number | null)[], p: readonly number[], q: readonly number[]): number | null {
  const kept = places.flatMap((place, i) => (place === null ? [] : [{ place, i }]));
  const ownShares = (shares: readonly number[]): number[] | null => sharesOf(kept.map(({ i }) => shares[i] as number));
  const [a, b] = [ownShares(p), ownShares(q)];
  return (
    a &&
    b &&
    placedDistance(
      a,
      b,
      kept.map(({ place }) => place),
    )
  );
}
