/**
 * Cholesky's lower factor of a symmetric matrix, of which the lower half is read; null where it is not positive definite.
 *
 * @param a n × n, row by row; overwritten, and its lower half returned as the factor
 */
export function choleskyFactor(a: Float64Array, n: number): Float64Array | null {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      if (i === j && !(sum > 0)) return null;
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / (a[j * n + j] as number);
    }
  }
  return a;
}

/** x of Ax = b by A's lower factor. */
export function choleskySolve(factor: Float64Array, b: readonly number[]): number[] {
  const n = b.length;
  const at = (i: number, j: number): number => factor[i * n + j] as number;
  const y = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (y[k] as number);
    y[i] = sum / at(i, i);
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] as number;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (x[k] as number);
    x[i] = sum / at(i, i);
  }
  return x;
}
