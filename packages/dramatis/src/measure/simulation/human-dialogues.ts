import shipped from "./human-dialogues.json" with { type: "json" };
import type { Surface } from "./surface-statistics.ts";

/** People's dialogues that statistics were taken of, and all of them together. */
export type HumanCorpus = "all" | "personachat" | "casino" | "persuasion-for-good";

/** How people fare in a check: where a check is not quiet about people, that is its false-alarm rate. */
export interface HumanRate {
  value: number;
  low: number | null;
  high: number | null;
  n: number;
}

/** Quantiles in steps of 1/20, from the least to the most, of one side of people's dialogues. */
export function humanQuantiles(among: HumanCorpus, of: Surface): readonly number[] {
  return shipped.statistics[among][of].quantiles;
}

/** How people fare in a check; null where they were not measured. */
export function humanRate(check: string, among: HumanCorpus = "all"): HumanRate | null {
  return (shipped.checks as Readonly<Record<string, Partial<Record<HumanCorpus, HumanRate>>>>)[check]?.[among] ?? null;
}

/** Share of people below a value, those who have just it by half; between two quantiles by a straight line. */
export function shareBelow(value: number, quantiles: readonly number[]): number {
  const last = quantiles.length - 1;
  const [under, upTo] = [quantiles.findIndex((at) => at >= value), quantiles.findLastIndex((at) => at <= value)];
  if (under < 0) return 1;
  if (upTo < 0) return 0;
  if (under <= upTo) return (under + upTo) / 2 / last;
  const [low, high] = [quantiles[upTo] as number, quantiles[under] as number];
  return (upTo + (value - low) / (high - low)) / last;
}
