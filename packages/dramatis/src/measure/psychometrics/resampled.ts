import { type Estimate, noMissing } from "../../core/index.ts";
import { bootstrapInterval } from "../../stats/index.ts";

/** A figure that is no mean, such as a correlation or an effect size, over units that are drawn whole. */
export interface Resampled<Unit> extends Pick<Estimate, "unit" | "direction"> {
  measure: string;
  /** What is drawn: people, where there are enough of them. */
  units: readonly Unit[];
  /** null where it has no value; a resample without one counts as 0, no association and no effect. */
  statistic: (sample: readonly Unit[]) => number | null;
  /** Scores or answers that the figure is of, those that are missing, and people. */
  n: number;
  missing: number;
  people: number;
  seed?: number;
}

/** Fewer people than this say too little of others: what they answered is drawn instead. Fewer answers say as little. */
export const FEW_PEOPLE = 8;

/** Draws without an interval worth the name where they do not differ. */
const SPREAD = 1e-9;

/** Value with its 95 % interval; no interval for fewer than eight units, or where every resample gives the same. */
export function resampled<Unit>(of: Resampled<Unit>): Estimate {
  const { measure, unit, direction, units, statistic, n, missing, people, seed = 42 } = of;
  const value = statistic(units);
  const drawn =
    value === null || units.length < FEW_PEOPLE
      ? null
      : bootstrapInterval(units, (sample) => statistic(sample) ?? 0, { seed, resamples: 2000 });
  const interval = drawn !== null && drawn.high - drawn.low > SPREAD ? drawn : null;
  return {
    value,
    low: interval && Math.min(interval.low, value as number),
    high: interval && Math.max(interval.high, value as number),
    n,
    counts: "claims",
    missing: { ...noMissing(), failed: missing },
    unit,
    direction,
    clusters: people,
    made: { measure, version: "1", arguments: {}, seed },
  };
}
