import type { Estimate } from "../core/index.ts";

/**
 * How many times the present data would decide whether a value is on one side of a bound, if value and spread stay as
 * they are: an interval narrows as 1/√n, so (half-width / distance to the bound)². Towards the ends of a ratio it
 * narrows faster: Wilson's end e solves n = z²·e(1−e) / (e − value)², so from an end to the bound b the number of
 * units grows by the same square times b(1−b) / e(1−e). For a value of 0 or 1 that is the law 1/n.
 *
 * @returns at least 1; 1 where the interval is clear of the bound already; null where it cannot be told: no interval,
 *   or the value lies on the bound.
 */
export function requiredTimes(
  { value, low, high, unit }: Pick<Estimate, "value" | "low" | "high" | "unit">,
  bound: number,
): number | null {
  if (value === null || low === null || high === null || value === bound) return null;
  const end = value > bound ? low : high;
  const square = ((end - value) / (bound - value)) ** 2;
  const curvature = (bound * (1 - bound)) / (end * (1 - end));
  const times = unit === "ratio" && curvature > 0 && curvature < Infinity ? square * curvature : square;
  return Math.max(1, times);
}
