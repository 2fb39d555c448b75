/** Why a unit has no score. A refusal is a finding, a parse failure is not a zero. */
export const MISSING = ["refused", "unparsed", "failed", "unsupported"] as const;
export type Missing = (typeof MISSING)[number];

/** Everything that made a number, so that it can be made again. */
export interface Made {
  measure: string;
  /** Version of the measure's definition; another definition is another number. */
  version: string;
  arguments: Record<string, unknown>;
  /** Judge, NLI or embedder that took part, by id. */
  judge?: string;
  personaVersion?: string;
  seed?: number;
}

/** A number that keeps its uncertainty: nothing prints `value` without `low`, `high` and `n`. */
export interface Estimate {
  /** null when no unit could be scored; never NaN, never 0 in its place. */
  value: number | null;
  /** 95 % interval; null where there is too little to make one: few turns of one conversation, or no spread. */
  low: number | null;
  high: number | null;
  /** Units scored. */
  n: number;
  /** What `n` counts; turns where absent. Only turns can be added within a conversation. */
  counts?: "claims" | "conversations";
  missing: Record<Missing, number>;
  unit: "ratio" | "points" | "nats" | "turns" | "count" | "cosine" | "sd";
  /** Which way is better; "none" where neither is. */
  direction: "higher" | "lower" | "none";
  /** Independent clusters (conversations or personas) that the interval resamples. */
  clusters: number;
  made: Made;
}

export function noMissing(): Record<Missing, number> {
  return { refused: 0, unparsed: 0, failed: 0, unsupported: 0 };
}
