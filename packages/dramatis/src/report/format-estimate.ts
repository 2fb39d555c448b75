import { type Estimate, MISSING } from "../core/index.ts";

/** Shown where there is no number. */
export const NONE = "–";

/** At most three decimals, fewer above 1: 0.083, 1.25, 12.3, 4512. What rounds to nothing reads "<0.001", not 0. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const rounded = Number(value.toFixed(decimals));
  if (rounded === 0) return value === 0 ? "0" : value > 0 ? "<0.001" : ">-0.001";
  return String(rounded);
}

/** "[0.79, 0.87]", or a dash where there is too little to make one. */
export function formatInterval(estimate: Pick<Estimate, "low" | "high">): string {
  const { low, high } = estimate;
  return low === null || high === null ? NONE : `[${formatNumber(low)}, ${formatNumber(high)}]`;
}

/** "0.83 [0.79, 0.87] n=120"; the unit is named unless it is a ratio. */
export function formatEstimate(estimate: Estimate): string {
  if (estimate.value === null) return `${NONE} n=${estimate.n}`;
  const unit = estimate.unit === "ratio" ? "" : ` ${estimate.unit}`;
  const interval = estimate.low === null || estimate.high === null ? "[no interval]" : formatInterval(estimate);
  return `${formatNumber(estimate.value)}${unit} ${interval} n=${estimate.n}`;
}

/** Units that could not be scored, all reasons together. */
export function missingTotal(estimate: Estimate): number {
  return MISSING.reduce((total, reason) => total + estimate.missing[reason], 0);
}

/** "2 refused, 1 unparsed"; empty when nothing is missing. */
export function formatMissing(estimate: Estimate): string {
  return MISSING.filter((reason) => estimate.missing[reason] > 0)
    .map((reason) => `${estimate.missing[reason]} ${reason}`)
    .join(", ");
}

/** Which way is better, in an arrow and a word. */
export function formatDirection(direction: Estimate["direction"]): string {
  return { higher: "↑ better", lower: "↓ better", none: "" }[direction];
}

/** "≥ 0.8", "≤ 0.05" or both. */
export function formatBound(bound: { min?: number; max?: number }): string {
  const min = bound.min === undefined ? [] : [`≥ ${formatNumber(bound.min)}`];
  const max = bound.max === undefined ? [] : [`≤ ${formatNumber(bound.max)}`];
  return [...min, ...max].join(" and ");
}

/** "1 line", "3 lines". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
