/**
 * How many more scored units would decide whether a value is on one side of a bound, if value and spread stay as they
 * are: an interval narrows as 1/√n, so n must grow by (half-width / distance to the bound)².
 *
 * @returns 0 where the interval is clear of the bound already; null where it cannot be told: no interval, or the value
 *   lies on the bound.
 */
export function requiredMore(
  estimate: { value: number | null; low: number | null; high: number | null; n: number },
  bound: number,
): number | null {
  const { value, low, high, n } = estimate;
  if (value === null || low === null || high === null) return null;
  const distance = Math.abs(value - bound);
  if (distance === 0) return null;
  const half = value > bound ? value - low : high - value;
  return Math.max(0, Math.ceil(n * ((half / distance) ** 2 - 1)));
}
