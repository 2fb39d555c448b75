/**
 * How far the sides of many conversations are distributed from people's, by what can be counted of them.
 *
 * Ours: the Kolmogorov–Smirnov distance, the greatest gap between two distributions from 0 to 1, taken at the 21 quantiles
 * of human-dialogues.json, so that it is a little low; and the gaps at the nine deciles, in the statistic's own unit. Surface
 * statistics only (see `humanLikeness`): being near is needed to be believed and is not enough. Few values have a large
 * distance by chance: at n = 20 people among themselves reach .30 one time in twenty (1.36 / √n). No values: null.
 *
 * @function
 */
import { quantile } from "../../stats/index.ts";
import { type HumanCorpus, humanQuantiles } from "./human-dialogues.ts";
import type { Surface } from "./surface-statistics.ts";

export interface HumanDistance {
  /** 0 to 1. */
  distance: number;
  /** Simulated less human, at .1, .2 … .9. */
  deciles: number[];
  n: number;
  /** What 95 of 100 samples of people of this size stay below. */
  byChance: number;
}

/** @param values the statistic of each side; see `surfaceStatistics` */
export function humanDistance(
  values: readonly number[],
  { of, among = "all" }: { of: Surface; among?: HumanCorpus },
): HumanDistance | null {
  const n = values.length;
  if (n === 0) return null;
  const people = humanQuantiles(among, of);
  const last = people.length - 1;
  const share = (holds: (value: number) => boolean): number => values.filter(holds).length / n;
  const gaps = people.map((at) => {
    // People who have less than `at`, and at most it: of ties, the first and the last.
    const [below, upTo] = [people.indexOf(at) / last, people.lastIndexOf(at) / last];
    return Math.max(share((value) => value < at) - upTo, below - share((value) => value <= at), 0);
  });
  const deciles = Array.from({ length: 9 }, (_, i) => {
    const at = (i + 1) / 10;
    return (quantile(values, at) as number) - (people[at * last] as number);
  });
  return { distance: Math.max(...gaps), deciles, n, byChance: Math.min(1, 1.36 / Math.sqrt(n)) };
}
