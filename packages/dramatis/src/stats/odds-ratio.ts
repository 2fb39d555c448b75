import { type Interval, Z95 } from "./interval.ts";

export interface OddsRatio {
  value: number;
  /** Wald's, of the logarithm: 95 %. */
  interval: Interval;
  /** A cell was empty, so that ½ was added to all four (Haldane 1956). */
  corrected: boolean;
}

/**
 * Odds ratio of a 2 × 2 table: (a/b) / (c/d), where a of the first group have it and b do not, c and d of the second.
 *
 * @returns null where a group or an answer has nobody. @throws RangeError for a count below 0 or not finite
 */
export function oddsRatio([a, b, c, d]: readonly [number, number, number, number]): OddsRatio | null {
  const wrong = [a, b, c, d].find((count) => !(count >= 0 && count < Infinity));
  if (wrong !== undefined) throw new RangeError(`invalid count; not in [0, ∞): ${wrong}`);
  if (a + b === 0 || c + d === 0 || a + c === 0 || b + d === 0) return null;
  const corrected = [a, b, c, d].includes(0);
  const [p, q, r, s] = [a, b, c, d].map((count) => count + (corrected ? 0.5 : 0)) as [number, number, number, number];
  const log = Math.log((p * s) / (q * r));
  const error = Math.sqrt(1 / p + 1 / q + 1 / r + 1 / s);
  const interval = { low: Math.exp(log - Z95 * error), high: Math.exp(log + Z95 * error) };
  return { value: Math.exp(log), interval, corrected };
}
