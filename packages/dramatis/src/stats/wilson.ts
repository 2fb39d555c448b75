import { type Interval, Z95 } from "./interval.ts";

/**
 * Wilson score interval (1927) of a proportion; stays in [0, 1] and keeps a width at 0 and 1.
 *
 * @param successes 0..n; both may be fractions of an effective sample size.
 * @returns null for n <= 0.
 */
export function wilson(successes: number, n: number, z: number = Z95): Interval | null {
  if (!(n > 0)) return null;
  const p = Math.min(1, Math.max(0, successes / n));
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // The interval holds p; near 0 and 1 rounding alone would put p outside.
  const low = Math.max(0, Math.min(p, (centre - half) / scale));
  const high = Math.min(1, Math.max(p, (centre + half) / scale));
  return { low, high };
}
