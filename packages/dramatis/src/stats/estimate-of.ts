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
  arguments?: Record<string, unknown>;
  judge?: string;
  /** Seed of the resampling. */
  seed?: number;
}

/** Below this many, resampled units give a range and not an interval. */
const FEW = 8;

/** Correlation between turns of one conversation that is assumed where the data show no spread to estimate it from. */
const ASSUMED_CORRELATION = 0.2;

/**
 * The shared aggregator: the weighted mean Σwv/Σw of the scores with its 95 % interval.
 *
 * Scores with a null value are counted under their reason ("failed" where none is given, and for a value that is not
 * finite) and are in no mean. Scores of weight 0 are ignored. Nothing scored gives a null value with n = 0.
 *
 * The interval is recorded in `made.arguments.interval`:
 * - "clusters": 8 or more clusters; whole clusters are resampled.
 * - "clusters and turns": 2 to 7 clusters. So few conversations may agree by chance, so turns are resampled as well
 *   and the wider end is taken on each side.
 * - "turns": one cluster with 8 or more turns; says nothing of how other conversations would go.
 * - "wilson": every resample gave the same value. Resampling would claim certainty; a ratio gets Wilson's interval
 *   on n / (1 + (n/clusters − 1)·0.2), the effective number of turns at an assumed correlation of 0.2 in a conversation.
 * - "none": one cluster with fewer than 8 turns, or no spread in something that is not a ratio. low and high are null.
 *
 * Scores of one cluster with the same `turn` are one turn; a score without a turn is its own.
 *
 * @throws RangeError for a negative or non-finite weight.
 */
export function estimateOf(scores: readonly Score[], options: EstimateOptions): Estimate {
  const { measure, version, unit, direction, seed = 42 } = options;
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
  return { value, low, high, n, missing, unit, direction, clusters: clusters.size, made };
}

function add(sums: Map<string, ClusterSum>, key: string, value: number, weight: number): void {
  const sum = sums.get(key) ?? { weighted: 0, weight: 0 };
  sums.set(key, { weighted: sum.weighted + weight * value, weight: sum.weight + weight });
}

function ratio(sums: readonly ClusterSum[]): number {
  let weighted = 0;
  let weight = 0;
  for (const sum of sums) {
    weighted += sum.weighted;
    weight += sum.weight;
  }
  return weighted / weight;
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
  const found = [byCluster, byTurn].filter((interval): interval is Interval => interval !== null);
  const low = Math.min(value, ...found.map((interval) => interval.low));
  const high = Math.max(value, ...found.map((interval) => interval.high));
  if (high - low > 1e-9) {
    return { kind: byCluster === null ? "turns" : byTurn === null ? "clusters" : "clusters and turns", low, high };
  }
  if (unit !== "ratio" || value < 0 || value > 1) return NO_INTERVAL;
  const perCluster = turns.length / clusters.length;
  const effective = turns.length / (1 + (perCluster - 1) * ASSUMED_CORRELATION);
  const { low: least, high: most } = wilson(value * effective, effective) as Interval;
  return { kind: "wilson", low: Math.min(value, least), high: Math.max(value, most) };
}
