export type MeasurementLevel = "nominal" | "ordinal" | "interval";

/**
 * Krippendorff's alpha (2011): 1 − D_o / D_e over the coincidences of pairable values.
 *
 * @param units one row a unit, one column a rater; null where a rater gave nothing.
 * @param level how far two values are apart: nominal 0 or 1; interval (a − b)²; ordinal by the ranks between them.
 * @returns at most 1; 0 is chance. null where no unit has two values, or all values are equal.
 */
export function krippendorffAlpha(
  units: readonly (readonly (number | null)[])[],
  level: MeasurementLevel,
): number | null {
  const pairable = units.map((row) => row.filter((value) => value !== null)).filter((row) => row.length >= 2);
  const values = [...new Set(pairable.flat())].sort((a, b) => a - b);
  const index = new Map(values.map((value, i) => [value, i]));
  const coincidences = values.map(() => values.map(() => 0));
  for (const row of pairable) {
    for (const [i, a] of row.entries()) {
      for (const [j, b] of row.entries()) {
        if (i === j) continue;
        const cells = coincidences[index.get(a) as number] as number[];
        cells[index.get(b) as number] = (cells[index.get(b) as number] as number) + 1 / (row.length - 1);
      }
    }
  }
  const totals = coincidences.map((cells) => cells.reduce((sum, count) => sum + count, 0));
  const n = totals.reduce((sum, count) => sum + count, 0);
  let observed = 0;
  let expected = 0;
  for (const [c, cells] of coincidences.entries()) {
    for (const [k, count] of cells.entries()) {
      const apart = distance({ values, totals, c, k }, level);
      observed += count * apart;
      expected += ((totals[c] as number) * (totals[k] as number) * apart) / (n - 1);
    }
  }
  return expected === 0 || n < 2 ? null : 1 - observed / expected;
}

interface Pair {
  values: readonly number[];
  totals: readonly number[];
  c: number;
  k: number;
}

function distance({ values, totals, c, k }: Pair, level: MeasurementLevel): number {
  if (c === k) return 0;
  if (level === "nominal") return 1;
  if (level === "interval") return ((values[c] as number) - (values[k] as number)) ** 2;
  const [low, high] = c < k ? [c, k] : [k, c];
  const between = totals.slice(low, high + 1).reduce((sum, count) => sum + count, 0);
  return (between - ((totals[low] as number) + (totals[high] as number)) / 2) ** 2;
}
