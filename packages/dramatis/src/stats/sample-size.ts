const Z_ALPHA = 1.959964;
const Z_POWER = 0.841621;
const Z = Z_ALPHA + Z_POWER;

// How many it takes to see an effect, at .05 two-sided with power .80, by the normal approximation (add one a group for t).

/** Units in each of two groups for a difference of `d` standard deviations. */
export function unitsPerGroup(d: number): number {
  return Math.ceil((2 * Z ** 2) / d ** 2);
}

/** Pairs for a mean difference of `d` standard deviations of the differences. */
export function pairsFor(d: number): number {
  return Math.ceil(Z ** 2 / d ** 2);
}

/** Units in each of two groups to tell two proportions apart, without continuity. */
export function unitsForProportions(p: number, q: number): number {
  const middle = (p + q) / 2;
  const spread = Z_ALPHA * Math.sqrt(2 * middle * (1 - middle)) + Z_POWER * Math.sqrt(p * (1 - p) + q * (1 - q));
  return Math.ceil(spread ** 2 / (p - q) ** 2);
}

/**
 * Units in each of two groups for the odds of a higher answer on an ordered scale to differ, without covariates (Whitehead
 * 1993).
 *
 * @param logOdds natural logarithm of the odds ratio. @param shares of the answers, mean of the two groups, summing to 1
 */
export function unitsForOdds(logOdds: number, shares: readonly number[]): number {
  const spread = 1 - shares.reduce((sum, share) => sum + share ** 3, 0);
  return Math.ceil((6 * Z ** 2) / (logOdds ** 2 * spread));
}

/** Pairs for McNemar's test: a difference of `delta` in shares, with a share of discordant pairs. */
export function pairsForMcNemar(delta: number, discordant: number): number {
  const spread = Z_ALPHA * Math.sqrt(discordant) + Z_POWER * Math.sqrt(discordant - delta ** 2);
  return Math.ceil(spread ** 2 / delta ** 2);
}

/** The smallest mean difference, in units of `deviation` (that of the differences), that so many pairs would have shown. */
export function smallestEffect(pairs: number, deviation: number): number {
  return (Z * deviation) / Math.sqrt(pairs);
}
