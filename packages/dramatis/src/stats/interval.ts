/** A two-sided interval, `low <= high`. */
export interface Interval {
  low: number;
  high: number;
}

/** Standard normal quantile of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;
