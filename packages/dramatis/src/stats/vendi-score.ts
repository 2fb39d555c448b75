import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

/**
 * Vendi score (Friedman and Dieng 2023): how many wholly different things the vectors amount to, exp(−Σ λ ln λ) over the
 * eigenvalues λ of their matrix of cosines divided by n. From 1, all alike, to n, all at right angles; it grows with n, so
 * that only sets of equal size compare. null for no vectors.
 *
 * The eigenvalues other than 0 are taken from the smaller of the two products of the vectors with themselves: time is
 * n·d·min(n, d) + min(n, d)³ for n vectors of length d.
 *
 * @param vectors of Euclidean length 1.
 */
export function vendiScore(vectors: readonly Float32Array[]): number | null {
  const [n, length] = [vectors.length, vectors[0]?.length ?? 0];
  if (n === 0) return null;
  const size = Math.min(n, length);
  const kernel = n <= length ? cosines(vectors) : moments(vectors, length);
  const shares = symmetricEigenvalues(
    kernel.map((value) => value / n),
    size,
  );
  return Math.exp(-shares.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0));
}

/** XXᵀ. */
function cosines(vectors: readonly Float32Array[]): Float64Array {
  const n = vectors.length;
  const kernel = new Float64Array(n * n);
  for (const [i, one] of vectors.entries()) {
    for (let j = 0; j <= i; j++) {
      const other = vectors[j] as Float32Array;
      let sum = 0;
      for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
      kernel[i * n + j] = kernel[j * n + i] = sum;
    }
  }
  return kernel;
}

/** XᵀX. */
function moments(vectors: readonly Float32Array[], length: number): Float64Array {
  const kernel = new Float64Array(length * length);
  for (const vector of vectors) {
    for (let i = 0; i < length; i++) {
      const factor = vector[i] as number;
      for (let j = 0; j <= i; j++) {
        kernel[i * length + j] = (kernel[i * length + j] as number) + factor * (vector[j] as number);
      }
    }
  }
  for (let i = 0; i < length; i++)
    for (let j = 0; j < i; j++) kernel[j * length + i] = kernel[i * length + j] as number;
  return kernel;
}
