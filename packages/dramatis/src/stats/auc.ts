import { type Interval, Z95 } from "./interval.ts";
import { midRanks } from "./mid-ranks.ts";
import { wilson } from "./wilson.ts";

/** One scored case: `positive` cases should score higher. */
export interface AucCase {
  value: number;
  positive: boolean;
  /** Cases of one cluster are not independent; absent, every case is its own cluster. */
  cluster?: string;
}

export interface Auc extends Interval {
  value: number;
  positives: number;
  negatives: number;
}

/**
 * Area under the ROC curve: the chance that a positive case scores above a negative one, ties counting half.
 * The 95 % interval is DeLong's (1988), in the form for clustered cases of Obuchowski (1997), which is DeLong's where
 * every case is alone; cut to [0, 1]. An area of exactly 0 or 1 has no variance to estimate: there it is Wilson's
 * interval on the smaller number of clusters that hold a positive or a negative case.
 *
 * @returns null where positives or negatives are fewer than two clusters.
 */
export function auc(cases: readonly AucCase[]): Auc | null {
  const positive = placements(cases, true);
  const negative = placements(cases, false);
  if (positive.clusters.size < 2 || negative.clusters.size < 2) return null;
  const value = positive.sum / positive.count;
  const result = { value, positives: positive.count, negatives: negative.count };
  if (value === 0 || value === 1) {
    const fewest = Math.min(positive.clusters.size, negative.clusters.size);
    return { ...result, ...(wilson(value * fewest, fewest) as Interval) };
  }
  const half = Z95 * Math.sqrt(Math.max(0, variance(positive, negative, value)));
  return { ...result, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

interface Placements {
  /** Cluster → its cases of this side and the sum of their placements. */
  clusters: Map<string, { count: number; sum: number }>;
  count: number;
  sum: number;
}

/**
 * The placement of a case is the share of the other side that it is on the right side of. From mid-ranks: the rank
 * among all cases less the rank among its own side is the number of other-side cases below it.
 */
function placements(cases: readonly AucCase[], side: boolean): Placements {
  const own = cases.map((item, i) => ({ ...item, i })).filter((item) => item.positive === side);
  const others = cases.length - own.length;
  const rankAmongAll = midRanks(cases.map((item) => item.value));
  const rankAmongOwn = midRanks(own.map((item) => item.value));
  const result: Placements = { clusters: new Map(), count: own.length, sum: 0 };
  for (const [k, item] of own.entries()) {
    const below = ((rankAmongAll[item.i] as number) - (rankAmongOwn[k] as number)) / others;
    const placement = side ? below : 1 - below;
    const key = item.cluster ?? `case ${item.i}`;
    const cluster = result.clusters.get(key) ?? { count: 0, sum: 0 };
    result.clusters.set(key, { count: cluster.count + 1, sum: cluster.sum + placement });
    result.sum += placement;
  }
  return result;
}

function variance(positive: Placements, negative: Placements, value: number): number {
  const keys = new Set([...positive.clusters.keys(), ...negative.clusters.keys()]);
  const excess = (side: Placements, key: string): number => {
    const cluster = side.clusters.get(key);
    return cluster ? cluster.sum - cluster.count * value : 0;
  };
  let own = 0;
  let other = 0;
  let both = 0;
  for (const key of keys) {
    const a = excess(positive, key);
    const b = excess(negative, key);
    own += a * a;
    other += b * b;
    both += a * b;
  }
  const share = (side: Placements): number => side.clusters.size / (side.clusters.size - 1) / side.count ** 2;
  const joint = (2 * keys.size) / (keys.size - 1) / (positive.count * negative.count);
  return own * share(positive) + other * share(negative) + both * joint;
}
