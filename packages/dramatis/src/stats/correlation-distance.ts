type Matrix = readonly (readonly number[])[];

/**
 * Distance of two correlation matrices, 0 (equal up to a factor) to 1 (nothing in common):
 * 1 − tr(C₁C₂) / (‖C₁‖ ‖C₂‖), Frobenius norms (Herdin et al. 2005). null where either is zero or empty.
 *
 * @throws RangeError for matrices that are not square or of different sizes
 */
export function correlationDistance(a: Matrix, b: Matrix): number | null {
  checkShapes(a, b);
  // The trace of a product of symmetric matrices is the sum of the products of their members.
  const norms = Math.sqrt(product(a, a) * product(b, b));
  return norms === 0 ? null : 1 - product(a, b) / norms;
}

/**
 * Frobenius norm of the difference of two square matrices: the root of the summed squares.
 *
 * @throws RangeError for matrices that are not square or of different sizes
 */
export function frobeniusDistance(a: Matrix, b: Matrix): number {
  checkShapes(a, b);
  const difference = a.map((row, i) => row.map((value, j) => value - (b[i]?.[j] as number)));
  return Math.sqrt(product(difference, difference));
}

/**
 * Sum of the absolute differences of two square matrices.
 *
 * @throws RangeError for matrices that are not square or of different sizes
 */
export function absoluteDistance(a: Matrix, b: Matrix): number {
  checkShapes(a, b);
  return a.reduce(
    (sum, row, i) => row.reduce((part, value, j) => part + Math.abs(value - (b[i]?.[j] as number)), sum),
    0,
  );
}

function product(a: Matrix, b: Matrix): number {
  return a.reduce((sum, row, i) => row.reduce((part, value, j) => part + value * (b[i]?.[j] as number), sum), 0);
}

function checkShapes(a: Matrix, b: Matrix): void {
  const isSquare = [a, b].every((matrix) => matrix.every((row) => row.length === a.length));
  if (a.length !== b.length || !isSquare) {
    throw new RangeError(`invalid matrices; square ones of one size wanted: ${a.length} and ${b.length} rows`);
  }
}
