/** A person's answers to all items; null or NaN where one is missing. */
export interface WeightedRow {
  values: readonly (number | null)[];
  /** 1 unless said. */
  weight?: number;
}

/**
 * Weighted Pearson correlations of items over the people who answered all of them; those who did not are dropped.
 *
 * @returns the matrix, null in the row and column of an item that does not vary; null for nobody who answered all.
 * @throws RangeError for rows of different lengths or a weight below 0
 */
export function correlationMatrix(rows: readonly WeightedRow[]): (number | null)[][] | null {
  const items = rows[0]?.values.length ?? 0;
  const wrong = rows.findIndex(({ values, weight = 1 }) => values.length !== items || !(weight >= 0));
  if (wrong >= 0) throw new RangeError(`invalid row ${wrong}; ${items} values and a weight from 0 wanted`);
  const whole = rows.filter(({ values, weight }) => weight !== 0 && values.every(Number.isFinite));
  const total = whole.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (total === 0) return null;
  const at = (row: WeightedRow, item: number): number => row.values[item] as number;
  const centres = Array.from(
    { length: items },
    (_, item) => whole.reduce((sum, row) => sum + (row.weight ?? 1) * at(row, item), 0) / total,
  );
  const product = (a: number, b: number): number =>
    whole.reduce(
      (sum, row) =>
        sum + (row.weight ?? 1) * (at(row, a) - (centres[a] as number)) * (at(row, b) - (centres[b] as number)),
      0,
    );
  const squares = centres.map((_, item) => product(item, item));
  // What is left of equal values after rounding is no variance.
  const varies = squares.map((sum, item) => sum > 1e-18 * total * Math.max(1, (centres[item] as number) ** 2));
  return centres.map((_, a) =>
    centres.map((_, b) => {
      if (!varies[a] || !varies[b]) return null;
      return a === b ? 1 : product(a, b) / Math.sqrt((squares[a] as number) * (squares[b] as number));
    }),
  );
}
