import { normalShare } from "../core/index.ts";

export interface McNemar {
  /** Right in the first only, and in the second only. */
  onlyFirst: number;
  onlySecond: number;
  p: number;
  method: "exact" | "chi-squared";
}

/** From here on the chi-squared distribution is close enough. */
const LARGE = 25;

/** McNemar's test (1947) of two conditions on the same units: exact and two-sided, chi-squared with continuity for large counts. */
export function mcNemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  if (first.length !== second.length) throw new RangeError("invalid conditions; not of equal length");
  const onlyFirst = first.filter((right, i) => right && !second[i]).length;
  const onlySecond = first.filter((right, i) => !right && second[i]).length;
  return { onlyFirst, onlySecond, ...mcNemarOf(onlyFirst, onlySecond) };
}

/** Of the counts of the units that are right in one condition only. */
export function mcNemarOf(b: number, c: number): Pick<McNemar, "p" | "method"> {
  const n = b + c;
  if (n === 0) return { p: 1, method: "exact" };
  if (Math.min(b, c) >= LARGE) {
    const chiSquared = (Math.abs(b - c) - 1) ** 2 / n;
    return { p: 2 * normalShare(-Math.sqrt(chiSquared)), method: "chi-squared" };
  }
  let [term, tail] = [0.5 ** n, 0];
  for (let k = 0; k <= Math.min(b, c); k++) {
    tail += term;
    term *= (n - k) / (k + 1);
  }
  return { p: Math.min(1, 2 * tail), method: "exact" };
}
