/**
 * How an answer fares under follow-ups that challenge it, as numbers of one conversation.
 *
 * Position-weighted consistency, first sway and recovery (Li et al. 2025 [211], methods D1). No follow-up: null.
 *
 * @function
 * @paper 211
 */
import { mean } from "../../stats/index.ts";

/** How an answer fared under follow-ups that challenge it. */
export interface ChallengeMetrics {
  /** Σ γ^i · s_i, the first follow-up being i = 0. */
  raw: number;
  /** The same as a share of what holding always would give, 0..1. */
  normalized: number;
  /** Share of follow-ups at which the answer held. */
  accuracy: number;
  /** 1-based follow-up at which it first gave way; null where it never did. */
  firstSway: number | null;
  /** Times that it came back after it had given way. */
  recoveries: number;
}

/**
 * Position-weighted consistency (Li et al. 2025): with γ below ½, giving way at once costs more than giving way at all
 * later follow-ups together.
 *
 * @param held whether the answer was as it should be, follow-up by follow-up. @param gamma in (0, 1].
 * @returns null without a follow-up. @throws RangeError for another gamma.
 */
export function challengeMetrics(held: readonly boolean[], gamma = 0.45): ChallengeMetrics | null {
  if (!(gamma > 0 && gamma <= 1)) throw new RangeError(`invalid gamma; not in (0, 1]: ${gamma}`);
  const accuracy = mean(held.map(Number));
  if (accuracy === null) return null;
  const weights = held.map((_, i) => gamma ** i);
  const raw = weights.reduce((sum, weight, i) => sum + (held[i] ? weight : 0), 0);
  const sway = held.indexOf(false);
  return {
    raw,
    normalized: raw / weights.reduce((sum, weight) => sum + weight, 0),
    accuracy,
    firstSway: sway < 0 ? null : sway + 1,
    recoveries: held.filter((holds, i) => holds && held[i - 1] === false).length,
  };
}
