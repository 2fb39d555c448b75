/**
 * Four letters from forced choices, with how far they stay the same over tests and orders; an ad-hoc typology, not a trait.
 *
 * Forced choice with strict majorities [98], ties I, N, F and P, the two options asked in both orders; consistency, robustness
 * and fairness of [231] with α = 100, remembered. No choices: no letter.
 *
 * @function
 * @paper 98, 231
 */
import { mean } from "../../stats/index.ts";

/** What every result of a type indicator is shown with. */
export const TYPE_CAVEAT = "an ad-hoc typology, not a validated measure of traits";

/** The dichotomies, by the letters of their poles. */
export const POLES = ["EI", "SN", "TF", "JP"] as const;
/** The pole of a tie, as the authors of [98] decide it. */
const TIES = "INFP";

/** How often each pole was chosen, such as { E: 4, I: 3 }. */
export type PoleCounts = Readonly<Partial<Record<string, number>>>;

export interface TypeIndicator {
  /** Such as "INTJ"; "-" where nothing was answered on a dichotomy. */
  type: string;
  /** Share of the first pole of each dichotomy, in percent: E, S, T, J. */
  shares: Record<string, number | null>;
}

/** Letters by strict majority of forced choices; a tie is I, N, F or P (Pan and Zeng 2023 [98]). */
export function typeIndicator(counts: PoleCounts): TypeIndicator {
  const letters = POLES.map((pair, i) => {
    const [first, second] = [counts[pair.charAt(0)] ?? 0, counts[pair.charAt(1)] ?? 0];
    if (first + second === 0) return "-";
    if (first === second) return TIES.charAt(i);
    return pair.charAt(first > second ? 0 : 1);
  });
  const shares = POLES.map((pair) => {
    const [first, second] = [counts[pair.charAt(0)] ?? 0, counts[pair.charAt(1)] ?? 0];
    return [pair.charAt(0), first + second === 0 ? null : (100 * first) / (first + second)] as const;
  });
  return { type: letters.join(""), shares: Object.fromEntries(shares) };
}

/** Scale of Rao et al. [231]: scores are 0..100. */
const SCALE = 100;

/**
 * Consistency of tests in random option orders: mean of α / (α + distance to the mean of the tests) (Rao et al. 2023 [231];
 * α = 100 and the Euclidean distance from memory of the paper). 1 is the same every time; null without a test.
 *
 * @param tests pole scores 0..100, a row a test
 */
export function typeConsistency(tests: readonly (readonly number[])[]): number | null {
  const centre = centreOf(tests);
  return mean(tests.map((test) => closeness(test, centre)));
}

/** Robustness [231]: the test in the fixed order against the mean of those in random orders. */
export function typeRobustness(fixed: readonly number[], tests: readonly (readonly number[])[]): number | null {
  return tests.length === 0 ? null : closeness(fixed, centreOf(tests));
}

/** Fairness [231]: the mean scores of two groups against each other. */
export function typeFairness(
  one: readonly (readonly number[])[],
  other: readonly (readonly number[])[],
): number | null {
  return one.length === 0 || other.length === 0 ? null : closeness(centreOf(one), centreOf(other));
}

function centreOf(tests: readonly (readonly number[])[]): number[] {
  return (tests[0] ?? []).map((_, i) => mean(tests.map((test) => test[i] as number)) as number);
}

function closeness(a: readonly number[], b: readonly number[]): number {
  return SCALE / (SCALE + Math.hypot(...a.map((value, i) => value - (b[i] as number))));
}
