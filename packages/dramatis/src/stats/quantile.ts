/**
 * Sample quantile with linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the default of
 * R and NumPy); null for no values.
 *
 * @param p in [0, 1].
 */
export function quantile(values: readonly number[], p: number): number | null {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

/** `quantile` of values that are sorted already. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}
