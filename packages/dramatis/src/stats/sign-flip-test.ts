import { random } from "../core/index.ts";
import { mean } from "./mean.ts";

export interface PermutationTest {
  /** Mean of the differences, or difference of the means. */
  effect: number;
  /** Two-sided. */
  p: number;
  exact: boolean;
}

const DRAWS = 100_000;
const MOST_EXACT = 20;
/** Sums of the same numbers in another order differ by rounding. */
const SLACK = 1e-12;

/**
 * Paired permutation test: how often the mean of the differences, signs flipped at random, is as far from 0 as it is. Exact
 * for up to 20 differences, else 100,000 draws with p = (b + 1) / (B + 1).
 *
 * @returns null without a difference.
 */
export function signFlipTest(
  differences: readonly number[],
  { seed = 42 }: { seed?: number } = {},
): PermutationTest | null {
  const effect = mean(differences);
  if (effect === null) return null;
  const n = differences.length;
  const far = Math.abs(effect) * n - SLACK;
  const isFar = (sign: (i: number) => boolean): boolean =>
    Math.abs(differences.reduce((sum, value, i) => sum + (sign(i) ? value : -value), 0)) >= far;
  if (n <= MOST_EXACT) {
    let count = 0;
    for (let flips = 0; flips < 2 ** n; flips++) if (isFar((i) => ((flips >> i) & 1) === 1)) count += 1;
    return { effect, p: count / 2 ** n, exact: true };
  }
  const draws = random(seed);
  let count = 0;
  for (let draw = 0; draw < DRAWS; draw++) if (isFar(() => draws.next() < 0.5)) count += 1;
  return { effect, p: (count + 1) / (DRAWS + 1), exact: false };
}
