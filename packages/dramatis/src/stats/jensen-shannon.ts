import { mean } from "./mean.ts";

/** Divergence in nats and its square root, the distance: 0 for equal distributions, at most ln 2 and √ln 2. */
export interface JensenShannon {
  divergence: number;
  distance: number;
}

/** Largest Jensen–Shannon distance of two distributions, in natural logarithms. */
export const MOST_JENSEN_SHANNON: number = Math.sqrt(Math.LN2);

/**
 * Jensen–Shannon divergence (Lin 1991) of two distributions over the same options.
 *
 * @throws RangeError for lists of different lengths.
 */
export function jensenShannon(p: readonly number[], q: readonly number[]): JensenShannon {
  if (p.length !== q.length)
    throw new RangeError(`invalid distributions; equal lengths wanted: ${p.length} and ${q.length}`);
  const middle = p.map((share, i) => (share + (q[i] as number)) / 2);
  const towards = (own: readonly number[]): number =>
    own.reduce((sum, share, i) => sum + (share > 0 ? share * Math.log(share / (middle[i] as number)) : 0), 0);
  const divergence = Math.max(0, (towards(p) + towards(q)) / 2);
  return { divergence, distance: Math.sqrt(divergence) };
}

const MOST_STEPS = 10_000;

/**
 * The distribution with the least sum of Jensen–Shannon divergences to the given ones (Nielsen 2020), by the fixed point
 * c ∝ exp(meanᵢ ln((pᵢ + c) / 2)) from their mean.
 *
 * @returns null for no distribution.
 */
export function jensenShannonCentroid(distributions: readonly (readonly number[])[]): number[] | null {
  const [first] = distributions;
  if (first === undefined) return null;
  let centroid = first.map((_, at) => mean(distributions.map((one) => one[at] as number)) as number);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = centroid.map((share, at) =>
      Math.exp(mean(distributions.map((one) => Math.log(((one[at] as number) + share) / 2 + 1e-10))) as number),
    );
    const sum = next.reduce((total, value) => total + value, 0);
    const change = Math.max(...next.map((value, at) => Math.abs(value / sum - (centroid[at] as number))));
    centroid = next.map((value) => value / sum);
    if (change < 1e-12) break;
  }
  return centroid;
}

/** Mean Jensen–Shannon distance to the centroid, the inconsistency of [200]: 0 for equal distributions. null for none. */
export function jensenShannonSpread(distributions: readonly (readonly number[])[]): number | null {
  const [first] = distributions;
  if (distributions.every((one) => one.every((share, i) => share === first?.[i]))) return first ? 0 : null;
  const centroid = jensenShannonCentroid(distributions) as number[];
  return mean(distributions.map((one) => jensenShannon(one, centroid).distance));
}
