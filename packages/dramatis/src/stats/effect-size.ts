import { mean } from "./mean.ts";

/** Cohen's d of two groups over the pooled standard deviation, and Hedges's g, which is less biased in small ones. */
export interface EffectSize {
  d: number;
  g: number;
}

/** @returns null for fewer than two values in a group, or where nothing varies. */
export function cohenD(a: readonly number[], b: readonly number[]): EffectSize | null {
  const freedom = a.length + b.length - 2;
  if (a.length < 2 || b.length < 2) return null;
  const pooled = Math.sqrt((squares(a) + squares(b)) / freedom);
  if (pooled === 0) return null;
  const d = ((mean(a) as number) - (mean(b) as number)) / pooled;
  return { d, g: d * (1 - 3 / (4 * freedom - 1)) };
}

/** Of paired differences: mean over standard deviation. null for fewer than two, or where they do not vary. */
export function pairedEffectSize(differences: readonly number[]): number | null {
  if (differences.length < 2) return null;
  const deviation = Math.sqrt(squares(differences) / (differences.length - 1));
  return deviation === 0 ? null : (mean(differences) as number) / deviation;
}

/** Cliff's delta: P(a > b) − P(a < b). null for an empty group. */
export function cliffDelta(a: readonly number[], b: readonly number[]): number | null {
  if (a.length === 0 || b.length === 0) return null;
  const balance = a.reduce((sum, x) => sum + b.reduce((inner, y) => inner + Math.sign(x - y), 0), 0);
  return balance / (a.length * b.length);
}

function squares(values: readonly number[]): number {
  const centre = mean(values) as number;
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
