import { random } from "../../core/index.ts";
import { mean, quantile } from "../../stats/index.ts";

export interface DriftAlarm {
  /** Mean of each window, in order; the first is what the others are held against. */
  windows: number[];
  /** Largest distance of a window from the first, in standard deviations of the turns. */
  drift: number;
  /** What 95 of 100 orders of the same turns stay below: beyond it is drift, not noise. */
  alarmAt: number;
  /** Index of the first turn of the first window beyond it; null for none. */
  firstAlarm: number | null;
}

/**
 * Whether a score by turn moves away from where it started more than its turns in any order would: ours, after the drift
 * monitors of the field. The null is 1,000 shuffles of the turns, so it holds for scores that do not lean on their
 * neighbours; turns that do make it sound too soon.
 *
 * @param values one a turn. @returns null for fewer than two whole windows, or values that are all the same.
 */
export function driftAlarm(
  values: readonly number[],
  { window = 5, seed = 42, shuffles = 1000 }: { window?: number; seed?: number; shuffles?: number } = {},
): DriftAlarm | null {
  const middle = mean(values) ?? 0;
  const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) ?? 0);
  const count = Math.floor(values.length / window);
  if (count < 2 || deviation === 0) return null;
  const windowsOf = (turns: readonly number[]): number[] =>
    Array.from({ length: count }, (_, i) => mean(turns.slice(i * window, (i + 1) * window)) as number);
  const distances = ([first = 0, ...rest]: readonly number[]): number[] =>
    rest.map((one) => Math.abs(one - first) / deviation);
  const draw = random(seed);
  const chance = Array.from({ length: shuffles }, () => Math.max(...distances(windowsOf(draw.shuffle(values)))));
  const windows = windowsOf(values);
  const moved = distances(windows);
  const alarmAt = quantile(chance, 0.95) as number;
  const first = moved.findIndex((distance) => distance > alarmAt);
  return { windows, drift: Math.max(...moved), alarmAt, firstAlarm: first < 0 ? null : (first + 1) * window };
}
