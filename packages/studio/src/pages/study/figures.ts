import type { Estimate } from "../../api/types.ts";

type Missing = keyof Estimate["missing"];

/** Shown where there is no number. */
export const NONE = "–";

const REASONS: readonly Missing[] = ["refused", "unparsed", "failed", "unsupported"];

/** At most three decimals, fewer above 1. What rounds to nothing reads "<0.001", not 0. */
export function figure(value: number | null): string {
  if (value === null) return NONE;
  const size = Math.abs(value);
  const rounded = Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3));
  if (rounded === 0 && value !== 0) return value > 0 ? "<0.001" : ">-0.001";
  return String(rounded);
}

/** "0.79 to 0.87", or a dash where there is too little to make an interval. */
export function intervalText({ low, high }: { low: number | null; high: number | null }): string {
  return low === null || high === null ? NONE : `${figure(low)} to ${figure(high)}`;
}

/** "2 refused, 1 unparsed"; empty when nothing is missing. */
export function missingText(missing: Estimate["missing"]): string {
  return REASONS.filter((reason) => missing[reason] > 0)
    .map((reason) => `${missing[reason]} ${reason}`)
    .join(", ");
}

/** Share of the units that have a score, 0..1; null where there was no unit at all. */
export function coverageOf({ n, missing }: Pick<Estimate, "n" | "missing">): number | null {
  const asked = n + REASONS.reduce((sum, reason) => sum + missing[reason], 0);
  return asked === 0 ? null : n / asked;
}

/** "83 %"; never 100 % or 0 % for what only rounds to it. */
export function percent(share: number | null): string {
  if (share === null) return NONE;
  if (share > 0 && share < 0.005) return "<1 %";
  if (share < 1 && share >= 0.995) return ">99 %";
  return `${Math.round(share * 100)} %`;
}

/** 12 of 40, told as a share for a progress bar; null while the total is not known. */
export function shareDone({ done, total }: { done: number; total: number }): number | null {
  return total > 0 ? Math.min(1, done / total) : null;
}

/** "3 min 5 s" between two stamps. */
export function lasted(startedAt: string, endedAt: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));
  if (!Number.isFinite(seconds)) return NONE;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
