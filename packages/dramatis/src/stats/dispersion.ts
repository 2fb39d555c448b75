/**
 * Mean of 1 − cosine over all pairs: 0 for vectors that are all alike, 1 for such at right angles. null for fewer than two.
 *
 * @param vectors of Euclidean length 1. The products of all pairs are half of |Σv|² − n, so that time is linear.
 */
export function dispersion(vectors: readonly Float32Array[]): number | null {
  const n = vectors.length;
  if (n < 2) return null;
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  let own = 0;
  for (const vector of vectors) {
    for (let i = 0; i < vector.length; i++) {
      const value = vector[i] as number;
      sum[i] = (sum[i] as number) + value;
      own += value * value;
    }
  }
  const all = sum.reduce((total, value) => total + value * value, 0);
  return 1 - (all - own) / (n * (n - 1));
}
