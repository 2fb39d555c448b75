/** Halvings of an interval that holds an eigenvalue: its width ends at a rounding error of the largest one. */
const HALVINGS = 52;

/**
 * The eigenvalues of a symmetric matrix, ascending: Householder's reduction to three diagonals, then bisection by Sturm
 * counts (Golub and Van Loan, sections 8.3 and 8.4). Right to about 1e-15 of the largest one; time n³.
 *
 * @param matrix n rows of n numbers, one after the other; it is not changed.
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const { diagonal, beside } = threeDiagonals(matrix.slice(), n);
  const reach = Float64Array.from(diagonal, (_, i) => Math.abs(at(beside, i - 1)) + Math.abs(at(beside, i)));
  const bottom = diagonal.reduce((least, value, i) => Math.min(least, value - at(reach, i)), 0);
  const top = diagonal.reduce((most, value, i) => Math.max(most, value + at(reach, i)), 0);
  return Float64Array.from({ length: n }, (_, k) => {
    let [low, high] = [bottom, top];
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (low + high) / 2;
      if (countBelow(diagonal, beside, middle) > k) high = middle;
      else low = middle;
    }
    return (low + high) / 2;
  });
}

/** How many eigenvalues are below x: the negative pivots of T − xI. */
function countBelow(diagonal: Float64Array, beside: Float64Array, x: number): number {
  let [count, pivot] = [0, 1];
  for (let i = 0; i < diagonal.length; i++) {
    const before = at(beside, i - 1);
    pivot = at(diagonal, i) - x - (before * before) / pivot;
    if (pivot === 0) pivot = Number.EPSILON * (Math.abs(x) + Math.abs(before) + Number.MIN_VALUE);
    if (pivot < 0) count++;
  }
  return count;
}

/** A column at a time is mirrored onto its first place below the diagonal: A ← A − 2vwᵀ − 2wvᵀ, w = Av − (vᵀAv)v. */
function threeDiagonals(a: Float64Array, n: number): { diagonal: Float64Array; beside: Float64Array } {
  const beside = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    const v = Float64Array.from({ length: n }, (_, i) => (i > k ? at(a, i * n + k) : 0));
    const length = Math.hypot(...v) * (at(v, k + 1) > 0 ? -1 : 1);
    beside[k] = length;
    v[k + 1] = at(v, k + 1) - length;
    const norm = Math.hypot(...v);
    if (norm === 0) continue;
    for (let i = k + 1; i < n; i++) v[i] = at(v, i) / norm;
    const w = new Float64Array(n);
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += (a[i * n + j] as number) * (v[j] as number);
      w[i] = sum;
    }
    const along = v.reduce((sum, value, i) => sum + value * at(w, i), 0);
    for (let i = k + 1; i < n; i++) w[i] = at(w, i) - along * at(v, i);
    for (let i = k + 1; i < n; i++) {
      const [vi, wi] = [2 * at(v, i), 2 * at(w, i)];
      for (let j = k + 1; j < n; j++) {
        a[i * n + j] = (a[i * n + j] as number) - vi * (w[j] as number) - wi * (v[j] as number);
      }
    }
  }
  return { diagonal: Float64Array.from({ length: n }, (_, i) => at(a, i * n + i)), beside };
}

/** 0 outside. */
function at(numbers: Float64Array, i: number): number {
  return numbers[i] ?? 0;
}
