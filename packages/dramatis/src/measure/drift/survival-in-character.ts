/**
 * How long personas stay in character, as survival curves: with and without a guard, before and after compaction.
 *
 * Ours, over the first turns out of `first-turn-out`: the estimate of Kaplan and Meier (1958), its median as the half-life, and
 * the gain in restricted mean with the log-rank test. No conversation: an empty curve.
 *
 * @function
 * @method
 */
import { type Message, random, type Score, type Transcript } from "../../core/index.ts";
import {
  type Interval,
  type Lifetime,
  type LogRank,
  logRankTest,
  medianSurvival,
  quantile,
  restrictedMean,
  type SurvivalStep,
  type SurvivalTime,
  survivalCurve,
} from "../../stats/index.ts";

/**
 * The lifetimes in the scores of `first-turn-out`, a conversation each: time 1 is a first turn out of character. Who never
 * left is cut off at the last turn. Conversations without a value, and those without a turn, are left out.
 */
export function lifetimesOf(scores: readonly Score[]): Lifetime[] {
  return scores.flatMap(({ value, evidence }): Lifetime[] => {
    if (value === null || (value === 0 && !evidence)) return [];
    return [evidence ? { time: value + 1, ended: true } : { time: value, ended: false }];
  });
}

export interface CharacterSurvival {
  curve: SurvivalStep[];
  /** Turns after which half have left; null where more than half never do. */
  halfLife: SurvivalTime;
  /** Conversations, and those of them that left. */
  n: number;
  left: number;
}

/** Share still in character after each turn, by Kaplan and Meier, and the half-life. */
export function survivalInCharacter(lifetimes: readonly Lifetime[]): CharacterSurvival {
  const curve = survivalCurve(lifetimes);
  const left = lifetimes.filter(({ ended }) => ended).length;
  return { curve, halfLife: medianSurvival(curve), n: lifetimes.length, left };
}

export interface SurvivalComparison {
  a: CharacterSurvival;
  b: CharacterSurvival;
  /** Turns that means are restricted to: as far as both were watched. */
  until: number;
  /** Mean turns in character of b less those of a, within `until`; null where a side has no conversation. */
  gain: (Interval & { value: number }) | null;
  /** null where nothing ended with both watched. */
  logRank: LogRank | null;
}

/**
 * Two sets of conversations on the same scale. The interval of the gain resamples conversations, each set by itself.
 *
 * @param seed of the resampling.
 */
export function compareSurvival(
  a: readonly Lifetime[],
  b: readonly Lifetime[],
  { seed = 42, resamples = 2000 }: { seed?: number; resamples?: number } = {},
): SurvivalComparison {
  const sides = { a: survivalInCharacter(a), b: survivalInCharacter(b) };
  const longest = (side: readonly Lifetime[]): number => Math.max(0, ...side.map(({ time }) => time));
  const until = Math.min(longest(a), longest(b));
  if (a.length === 0 || b.length === 0) return { ...sides, until, gain: null, logRank: null };
  const gainOf = (one: readonly Lifetime[], other: readonly Lifetime[]): number =>
    restrictedMean(survivalCurve(other), until) - restrictedMean(survivalCurve(one), until);
  const draw = random(seed);
  const again = (side: readonly Lifetime[]): Lifetime[] => side.map(() => side[draw.int(side.length)] as Lifetime);
  const gains = Array.from({ length: resamples }, () => gainOf(again(a), again(b)));
  const value = gainOf(a, b);
  const low = Math.min(value, quantile(gains, 0.025) as number);
  const high = Math.max(value, quantile(gains, 0.975) as number);
  return { ...sides, until, gain: { value, low, high }, logRank: logRankTest(a, b) };
}

/**
 * A conversation cut at a turn, such as that at which the history was compacted; both halves keep the session's name and
 * the turns' numbers, so that evidence leads back.
 */
export function cutAt({ session, messages }: Transcript, turn: number): { before: Transcript; after: Transcript } {
  const half = (holds: (message: Message) => boolean): Transcript => ({ session, messages: messages.filter(holds) });
  return { before: half((message) => message.turn < turn), after: half((message) => message.turn >= turn) };
}
