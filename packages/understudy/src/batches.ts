/** Rows of one batch and where each came from. */
export interface Batch<Row> {
  rows: Row[];
  at: number[];
  width: number;
}

/**
 * Rows sorted by length and cut into batches, so that little is spent on padding.
 *
 * @param tokens most tokens of a batch, padding included; long rows make small batches.
 */
export function batches<Row>(rows: readonly Row[], length: (row: Row) => number, tokens = 1536): Batch<Row>[] {
  const order = rows.map((_, i) => i).sort((a, b) => length(rows[a] as Row) - length(rows[b] as Row));
  const out: Batch<Row>[] = [];
  let current: Batch<Row> = { rows: [], at: [], width: 0 };
  for (const i of order) {
    const row = rows[i] as Row;
    const width = Math.max(2, length(row));
    if (current.rows.length > 0 && (current.rows.length + 1) * width > tokens) {
      out.push(current);
      current = { rows: [], at: [], width: 0 };
    }
    current.rows.push(row);
    current.at.push(i);
    current.width = Math.max(current.width, width);
  }
  if (current.rows.length > 0) out.push(current);
  return out;
}

/** The numbers of every row of a batch as one int64 [rows × width] block, filled up with `fill`. */
export function padded<Row>(
  { rows, width }: Batch<Row>,
  numbers: (row: Row) => readonly number[],
  fill = 0,
): BigInt64Array {
  const block = new BigInt64Array(rows.length * width).fill(BigInt(fill));
  rows.forEach((row, r) => {
    numbers(row).forEach((value, t) => {
      block[r * width + t] = BigInt(value);
    });
  });
  return block;
}
