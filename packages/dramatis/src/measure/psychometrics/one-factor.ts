import { inverse } from "./correlations.ts";

export interface OneFactor {
  /** Of each item; the sum is not negative. */
  loadings: number[];
  /** An item would have more than its whole variance in common: it is held at .995, and the solution is no good one. */
  heywood: boolean;
}

const MOST_COMMON = 0.995;
const MOST_ROUNDS = 1000;
const CLOSE = 1e-9;

/**
 * One common factor of a correlation matrix by iterated principal axes: the squared multiple correlations as first
 * communalities, then the largest eigenvector of the matrix with them on its diagonal, until they stay (1e-9, 1,000
 * rounds). Where it converges it is the minimum-residual (unweighted least squares) solution, psych's default `minres`.
 *
 * @returns null for fewer than three items
 */
export function oneFactor(correlations: readonly (readonly number[])[]): OneFactor | null {
  const n = correlations.length;
  if (n < 3) return null;
  let common = squaredMultiple(correlations).map((value) => Math.min(MOST_COMMON, value));
  let loadings: number[] = [];
  let heywood = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const reduced = correlations.map((row, i) => row.map((value, j) => (i === j ? (common[i] as number) : value)));
    const { value, vector } = largestEigenvector(reduced, loadings);
    loadings = vector.map((one) => one * Math.sqrt(Math.max(0, value)));
    const next = loadings.map((one) => one * one);
    heywood = next.some((one) => one > MOST_COMMON);
    const held = next.map((one) => Math.min(MOST_COMMON, one));
    const moved = Math.max(...held.map((one, i) => Math.abs(one - (common[i] as number))));
    common = held;
    if (moved < CLOSE) break;
  }
  const turned = loadings.reduce((sum, one) => sum + one, 0) < 0 ? loadings.map((one) => -one) : loadings;
  return { loadings: turned.map((one) => Math.max(-1, Math.min(1, one))), heywood };
}

/**
 * Share of each item's variance that the others explain, 1 − 1 / (R⁻¹)ᵢᵢ; a little is added to the diagonal of a singular
 * matrix. Within 0..1.
 */
export function squaredMultiple(correlations: readonly (readonly number[])[]): number[] {
  const ridged = (): number[][] =>
    correlations.map((row, i) => row.map((value, j) => (i === j ? value + 1e-6 : value)));
  const turned = inverse(correlations) ?? inverse(ridged());
  return correlations.map((_, i) => Math.max(0, Math.min(1, 1 - 1 / (turned?.[i]?.[i] ?? 1))));
}

/** Powers of the matrix, moved so that its largest eigenvalue is also the largest in size. */
function largestEigenvector(
  matrix: readonly (readonly number[])[],
  start: readonly number[],
): { value: number; vector: number[] } {
  const shift = Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  let vector = normal(start.length > 0 ? start : matrix.map((row, i) => 1 + row.reduce((a, b) => a + b, 0) + i * 1e-3));
  let value = 0;
  for (let round = 0; round < 10_000; round++) {
    const next = matrix.map((row, i) => {
      const product = row.reduce((sum, one, j) => sum + one * (vector[j] as number), 0);
      return product + (shift / 4) * (vector[i] as number);
    });
    const size = Math.hypot(...next);
    const turned = next.map((one) => one / size);
    const moved = Math.max(...turned.map((one, i) => Math.abs(one - (vector[i] as number))));
    vector = turned;
    value = size - shift / 4;
    if (moved < 1e-12) break;
  }
  return { value, vector };
}

function normal(vector: readonly number[]): number[] {
  const size = Math.hypot(...vector);
  return size === 0 ? vector.map((_, i) => (i === 0 ? 1 : 0)) : vector.map((one) => one / size);
}
