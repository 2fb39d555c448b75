/** Answers of people to items, one row a person; null where one is missing. */
export type AnswerRows = readonly (readonly (number | null)[])[];

/**
 * Sample covariances of items over the people who answered both (pairwise), row by row. null where a pair has fewer than
 * two people.
 */
export function covariances(rows: AnswerRows): number[][] | null {
  const items = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: items }, () => new Array<number>(items).fill(0));
  for (let a = 0; a < items; a++) {
    for (let b = 0; b <= a; b++) {
      const value = covariance(rows, a, b);
      if (value === null) return null;
      (matrix[a] as number[])[b] = value;
      (matrix[b] as number[])[a] = value;
    }
  }
  return matrix;
}

/** Two passes: what is left of a large sum of squares would be rounding. */
function covariance(rows: AnswerRows, a: number, b: number): number | null {
  let [n, sumA, sumB] = [0, 0, 0];
  for (const row of rows) {
    const [x, y] = [row[a] ?? null, row[b] ?? null];
    if (x === null || y === null) continue;
    n++;
    sumA += x;
    sumB += y;
  }
  if (n < 2) return null;
  const [meanA, meanB] = [sumA / n, sumB / n];
  let product = 0;
  for (const row of rows) {
    const [x, y] = [row[a] ?? null, row[b] ?? null];
    if (x !== null && y !== null) product += (x - meanA) * (y - meanB);
  }
  return product / (n - 1);
}

/**
 * Pearson correlations of items over the people who answered both, each over its own people. null where an item does not
 * vary.
 */
export function correlations(rows: AnswerRows): number[][] | null {
  const items = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: items }, (_, i) => Array.from({ length: items }, (_, j) => (i === j ? 1 : 0)));
  for (let a = 0; a < items; a++) {
    for (let b = 0; b < a; b++) {
      const both = rows.filter((row) => (row[a] ?? null) !== null && (row[b] ?? null) !== null);
      const [of, ofA, ofB] = [covariance(both, a, b), covariance(both, a, a), covariance(both, b, b)];
      if (of === null || !ofA || !ofB) return null;
      const value = of / Math.sqrt(ofA * ofB);
      (matrix[a] as number[])[b] = value;
      (matrix[b] as number[])[a] = value;
    }
  }
  return matrix;
}

/** Gauss and Jordan with the largest pivot of each column; null for a matrix without an inverse. */
export function inverse(matrix: readonly (readonly number[])[]): number[][] | null {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < n; column++) {
    const below = work.slice(column).map((row) => Math.abs(row[column] as number));
    const pivot = column + below.indexOf(Math.max(...below));
    const top = work[pivot] as number[];
    const size = top[column] as number;
    if (Math.abs(size) < 1e-12) return null;
    [work[pivot], work[column]] = [work[column] as number[], top];
    for (let j = 0; j < 2 * n; j++) top[j] = (top[j] as number) / size;
    for (const [i, row] of work.entries()) {
      const factor = row[column] as number;
      if (i === column || factor === 0) continue;
      for (let j = 0; j < 2 * n; j++) row[j] = (row[j] as number) - factor * (top[j] as number);
    }
  }
  return work.map((row) => row.slice(n));
}
