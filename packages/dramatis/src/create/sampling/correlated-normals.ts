import { InputError, type Random } from "../../core/index.ts";

export type Matrix = readonly (readonly number[])[];

/** Eigenvalues below this are raised to it, so that a matrix has a Cholesky factor. */
const LEAST_EIGENVALUE = 1e-6;

/** The vector L·z of standard normals z: normals with the correlations that L is the Cholesky factor of. */
export function multiply(factor: Matrix, z: ArrayLike<number>): number[] {
  return factor.map((row) => row.reduce((sum, value, j) => sum + value * (z[j] as number), 0));
}

export function standardNormals(count: number, random: Random): number[] {
  return Array.from({ length: count }, () => random.normal());
}

/**
 * The lower triangular L with L·Lᵀ = R.
 *
 * A matrix that is no correlation matrix of anything, because an eigenvalue is not positive, is first replaced by the nearest
 * of this kind: eigenvalues raised to 1e-6, the diagonal scaled back to 1.
 *
 * @throws InputError when it is not square and symmetric with ones on its diagonal.
 */
export function correlationFactor(correlations: Matrix): number[][] {
  correlations.forEach((row, i) => {
    const j = row.findIndex((value, at) => value !== correlations[at]?.[i] || (at === i && value !== 1));
    if (j === -1) return;
    const found = `${row[j]} in row ${i + 1}, column ${j + 1}`;
    throw new InputError({ where: "correlations", found, expected: "a symmetric matrix with ones on its diagonal" });
  });
  return cholesky(correlations) ?? (cholesky(nearestCorrelations(correlations)) as number[][]);
}

/** Undefined where the matrix is not positive definite. */
export function cholesky(matrix: Matrix): number[][] | undefined {
  const factor: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const own: number[] = new Array(matrix.length).fill(0);
    for (let j = 0; j <= i; j++) {
      const before = j === i ? own : (factor[j] as number[]);
      let rest = row[j] as number;
      for (let k = 0; k < j; k++) rest -= (own[k] as number) * (before[k] as number);
      if (j < i) own[j] = rest / (before[j] as number);
      else if (rest > 0) own[i] = Math.sqrt(rest);
      else return undefined;
    }
    factor.push(own);
  }
  return factor;
}

/** Eigenvalues raised to 1e-6 at least, the diagonal scaled back to 1. */
export function nearestCorrelations(matrix: Matrix): number[][] {
  const { values, vectors } = eigen(matrix);
  const raised = values.map((value) => Math.max(value, LEAST_EIGENVALUE));
  const product = matrix.map((row, i) =>
    row.map((_, j) =>
      raised.reduce((sum, value, k) => sum + value * (vectors[i]?.[k] ?? 0) * (vectors[j]?.[k] ?? 0), 0),
    ),
  );
  const scale = product.map((row, i) => 1 / Math.sqrt(row[i] as number));
  return product.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value * (scale[i] as number) * (scale[j] as number))),
  );
}

/** Eigenvalues, and eigenvectors as columns, of a symmetric matrix (cyclic Jacobi rotations). */
export function eigen(matrix: Matrix): { values: number[]; vectors: number[][] } {
  const a = matrix.map((row) => [...row]);
  const vectors = matrix.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  const offDiagonal = (): number =>
    a.reduce((sum, row, i) => sum + row.reduce((part, value, j) => (i === j ? part : part + value * value), 0), 0);
  for (let sweep = 0; sweep < 100 && offDiagonal() > 1e-24; sweep++) {
    for (let p = 0; p < a.length; p++) {
      for (let q = p + 1; q < a.length; q++) rotate(a, vectors, [p, q]);
    }
  }
  return { values: a.map((row, i) => row[i] as number), vectors };
}

/** Makes a[p][q] zero. */
function rotate(a: number[][], vectors: number[][], [p, q]: [number, number]): void {
  const [rowP, rowQ] = [a[p] as number[], a[q] as number[]];
  const apart = rowP[q] as number;
  if (apart === 0) return;
  const theta = ((rowQ[q] as number) - (rowP[p] as number)) / (2 * apart);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (x: number[], i: number, j: number): void => {
    [x[i], x[j]] = [c * (x[i] as number) - s * (x[j] as number), s * (x[i] as number) + c * (x[j] as number)];
  };
  for (const row of a) turn(row, p, q);
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [rowP[k] as number, rowQ[k] as number];
    rowP[k] = c * x - s * y;
    rowQ[k] = s * x + c * y;
  }
  for (const row of vectors) turn(row, p, q);
}
