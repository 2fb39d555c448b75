import { normalShare, random } from "../core/index.ts";
import type { Interval } from "./interval.ts";
import { quantileOfSorted } from "./quantile.ts";
import { tQuantile } from "./t-quantile.ts";

export interface BootstrapOptions {
  /** Number of resamples. */
  resamples?: number;
  seed?: number;
  /** Coverage, in (0, 1). */
  level?: number;
  /** Widens the interval as few units ask for; without it the plain percentiles. */
  expand?: boolean;
}

/** What a cluster adds to a ratio Σwv/Σw. */
export interface ClusterSum {
  /** Σ weight · value over the cluster's units. */
  weighted: number;
  /** Σ weight over the cluster's units. */
  weight: number;
}

/**
 * Percentile bootstrap interval (Efron 1979), expanded for few units, of any statistic, by resampling units with
 * replacement. Units must be independent: for turns inside conversations use `clusterBootstrap`.
 *
 * @returns null for fewer than two units.
 */
export function bootstrapInterval<Unit>(
  units: readonly Unit[],
  statistic: (sample: readonly Unit[]) => number,
  { resamples = 10_000, seed = 42, level = 0.95, expand = true }: BootstrapOptions = {},
): Interval | null {
  if (units.length < 2) return null;
  const generator = random(seed);
  const sample = [...units];
  const results = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < sample.length; i++) sample[i] = units[generator.int(units.length)] as Unit;
    results[b] = statistic(sample);
  }
  return percentiles(results, expand ? expanded(level, units.length) : level);
}

/**
 * Percentile bootstrap interval, expanded for few clusters, of a weighted mean over clustered units: whole clusters are drawn with replacement and
 * the ratio Σwv/Σw is computed anew in every resample. A resample without any weight is left out.
 *
 * @returns null for fewer than two clusters, or where no resample has weight.
 */
export function clusterBootstrap(
  clusters: readonly ClusterSum[],
  { resamples = 10_000, seed = 42, level = 0.95, expand = true }: BootstrapOptions = {},
): Interval | null {
  const count = clusters.length;
  if (count < 2) return null;
  const weighted = Float64Array.from(clusters, (cluster) => cluster.weighted);
  const weight = Float64Array.from(clusters, (cluster) => cluster.weight);
  const generator = random(seed);
  const results = new Float64Array(resamples);
  let kept = 0;
  for (let b = 0; b < resamples; b++) {
    let top = 0;
    let bottom = 0;
    for (let i = 0; i < count; i += 2) {
      // One draw below count² is two independent draws below count, at half the price.
      const draw = generator.int(count * count);
      const first = Math.floor(draw / count);
      top += weighted[first] as number;
      bottom += weight[first] as number;
      if (i + 1 === count) continue;
      const second = draw - first * count;
      top += weighted[second] as number;
      bottom += weight[second] as number;
    }
    if (bottom > 0) results[kept++] = top / bottom;
  }
  return kept === 0 ? null : percentiles(results.subarray(0, kept), expand ? expanded(level, count) : level);
}

/**
 * The coverage to ask of the resamples of n units so that the interval has `level` of the truth (Hesterberg 2015, expanded
 * percentile interval): resamples of n spread by √((n − 1)/n) too little, and n units tell their spread only as Student's t
 * knows. The tails are Φ(−√(n/(n − 1)) · t) in place of (1 − level)/2.
 */
function expanded(level: number, n: number): number {
  return 1 - 2 * normalShare(-Math.sqrt(n / (n - 1)) * tQuantile(1 - level, n - 1));
}

function percentiles(results: Float64Array, level: number): Interval {
  results.sort();
  const tail = (1 - level) / 2;
  return { low: quantileOfSorted(results, tail) as number, high: quantileOfSorted(results, 1 - tail) as number };
}
