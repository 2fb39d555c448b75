import { type Estimate, type Made, noMissing, type Score } from "../core/index.ts";
import { type ClusterSum, clusterBootstrap } from "./bootstrap.ts";
import type { Interval } from "./interval.ts";
import { wilson } from "./wilson.ts";

export interface EstimateOptions {
  measure: string;
  /** Version of the measure's definition. */
  version: string;
  unit: Estimate["unit"];
  direction: Estimate["direction"];
  /** What a score is of, where it is not a turn. */
  counts?: Estimate["counts"];
  arguments?: Record<string, unknown>;
  judge?: string;
  /** Seed of the resampling; 42 unless given. */
  seed?: number | undefined;
}

/** Below this many, resampled units give a range and not an interval. */
const FEW = 8;

/** Correlation that is assumed between neighbouring turns of one conversation. */
const NEIGHBOURS = 0.2;

/** The most that it costs: correlations that fade as 0.2 to the power of the distance add up to (1 + 0.2) / (1 − 0.2). */
const MOST_DESIGN_EFFECT = (1 + NEIGHBOURS) / (1 - NEIGHBOURS);

/**
 * The shared aggregator: the weighted mean Σwv/Σw of the scores with its 95 % interval.
 *
 * Scores with a null value are counted under their reason ("failed" where none is given, and for a value that is not
 * finite) and are in no mean. Scores of weight 0 are ignored. Nothing scored gives a null value with n = 0.
 *
 * The interval is that of resampling; what is resampled is recorded in `made.arguments.interval`:
 * - "clusters": 8 or more clusters; whole clusters are resampled.
 * - "clusters and turns": 2 to 7 clusters. So few conversations may agree by chance, so turns are resampled as well
 *   and the wider end is taken on each side.
 * - "turns": one cluster with 8 or more turns; says nothing of how other conversations would go.
 * - "wilson": a ratio of which every resample gave the same value.
 * - "none": one cluster with fewer than 8 turns, or no spread in something that is not a ratio. low and high are null.
 *
 * Resampling cannot see what did not happen. A ratio's interval therefore also holds what Wilson's says of all-or-nothing
 * turns: its upper end is at least Wilson's for the share of turns that are 1, its lower end at most Wilson's for the
 * share of turns that are above 0. So one more fault never gives a better bound, and n flawless turns leave room for
 * about 5.8 / n. docs/decisions/intervals.md says why.
 *
 * Scores of one cluster with the same `turn` are one turn; a score without a turn is its own.
 *
 * @throws RangeError for a negative or non-finite weight.
 */
export function estimateOf(scores: readonly Score[], options: EstimateOptions): Estimate {
  const { measure, version, unit, direction, counts, seed = 42 } = options;
  const missing = noMissing();
  const clusters = new Map<string, ClusterSum>();
  const turns = new Map<string, ClusterSum>();
  let n = 0;
  for (const [i, score] of scores.entries()) {
    if (score.value === null || !Number.isFinite(score.value)) {
      missing[score.missing ?? "failed"]++;
      continue;
    }
    const weight = score.weight ?? 1;
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`invalid weight; not in [0, ∞): ${weight}`);
    if (weight === 0) continue;
    n++;
    add(clusters, score.cluster, score.value, weight);
    add(turns, JSON.stringify([score.cluster, score.turn ?? null, score.turn ?? i]), score.value, weight);
  }
  const value = n === 0 ? null : ratio([...clusters.values()]);
  const interval =
    value === null ? NO_INTERVAL : intervalOf(value, [...clusters.values()], [...turns.values()], { unit, seed });
  const made: Made = { measure, version, arguments: { ...options.arguments, interval: interval.kind }, seed };
  if (options.judge !== undefined) made.judge = options.judge;
  const { low, high } = interval;
  const estimate: Estimate = { value, low, high, n, missing, unit, direction, clusters: clusters.size, made };
  return counts === undefined ? estimate : { ...estimate, counts };
}

function add(sums: Map<string, ClusterSum>, key: string, value: number, weight: number): void {
  const sum = sums.get(key) ?? { weighted: 0, weight: 0 };
  sums.set(key, { weighted: sum.weighted + weight * value, weight: sum.weight + weight });
}

function ratio(sums: readonly ClusterSum[]): number {
  return total(sums, ({ weighted }) => weighted) / total(sums, ({ weight }) => weight);
}

function total(sums: readonly ClusterSum[], of: (sum: ClusterSum) => number): number {
  return sums.reduce((all, sum) => all + of(sum), 0);
}

type KindOfInterval = "clusters" | "clusters and turns" | "turns" | "wilson" | "none";
const NO_INTERVAL = { kind: "none" as KindOfInterval, low: null, high: null };

function intervalOf(
  value: number,
  clusters: readonly ClusterSum[],
  turns: readonly ClusterSum[],
  { unit, seed }: { unit: Estimate["unit"]; seed: number },
): { kind: KindOfInterval; low: number | null; high: number | null } {
  if (clusters.length < 2 && turns.length < FEW) return NO_INTERVAL;
  const byCluster = clusterBootstrap(clusters, { seed });
  const byTurn = clusters.length < FEW ? clusterBootstrap(turns, { seed }) : null;
  const resampled = widest(value, [byCluster, byTurn]);
  const allOrNothing = unit === "ratio" ? wilsonOf(turns, turns.length / clusters.length) : null;
  const hasSpread = resampled.high - resampled.low > ROUNDING;
  if (!hasSpread && allOrNothing === null) return NO_INTERVAL;
  const resampledKind = byCluster === null ? "turns" : byTurn === null ? "clusters" : "clusters and turns";
  return { kind: hasSpread ? resampledKind : "wilson", ...widest(value, [resampled, allOrNothing]) };
}

/** Sums of the same value in another order differ by about this much. */
const ROUNDING = 1e-9;

/** From the lowest to the highest end, the value included. */
function widest(value: number, intervals: readonly (Interval | null)[]): Interval {
  const found = intervals.filter((interval) => interval !== null);
  return {
    low: Math.min(value, ...found.map(({ low }) => low)),
    high: Math.max(value, ...found.map(({ high }) => high)),
  };
}

/**
 * Wilson's ends for the shares of turns above 0 and of turns at 1, on the effective number of turns: Kish's for unequal
 * weights, (Σw)² / Σw², over the design effect. null where some turn is outside 0..1.
 */
function wilsonOf(turns: readonly ClusterSum[], perCluster: number): Interval | null {
  const values = turns.map((turn) => turn.weighted / turn.weight);
  if (values.some((value) => value < -ROUNDING || value > 1 + ROUNDING)) return null;
  const designEffect = Math.min(MOST_DESIGN_EFFECT, 1 + NEIGHBOURS * (perCluster - 1));
  const weight = total(turns, (turn) => turn.weight);
  const effective = weight ** 2 / total(turns, (turn) => turn.weight ** 2) / designEffect;
  const share = (holds: (value: number) => boolean): number =>
    total(
      turns.filter((_, i) => holds(values[i] as number)),
      (turn) => turn.weight,
    ) / weight;
  const some = share((value) => value > ROUNDING);
  const all = share((value) => value > 1 - ROUNDING);
  const ends = (at: number): Interval => wilson(at * effective, effective) as Interval;
  return { low: ends(some).low, high: ends(all).high };
}
