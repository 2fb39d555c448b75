import { entropy, jensenShannon, totalVariation } from "../../stats/index.ts";

/** How far an observed distribution is from its target, over the same categories. */
export interface DistributionGap {
  /** Kullback–Leibler divergences in nats, of the target from the observed and the other way round. */
  kl: number;
  reverseKl: number;
  /** Jensen–Shannon divergence in nats, 0 to ln 2. */
  js: number;
  /** Total variation, 0 to 1. */
  tvd: number;
  /** Entropy of the observed less that of the target, in bits: below 0 the crowd is more of one mind. */
  entropyGap: number;
}

/** Added to the distribution that is divided by, so that what was never seen has a finite divergence. */
const SMOOTHING = 1e-10;

/** @throws RangeError for lists of different lengths */
export function distributionGap(target: readonly number[], observed: readonly number[]): DistributionGap {
  return {
    kl: klDivergence(target, observed),
    reverseKl: klDivergence(observed, target),
    js: jensenShannon(target, observed).divergence,
    tvd: totalVariation(target, observed),
    entropyGap: entropy(observed) - entropy(target),
  };
}

/** Σ p ln(p / (q + ε)), never below 0: rounding and ε alone would bring it there. */
function klDivergence(p: readonly number[], q: readonly number[]): number {
  return Math.max(
    0,
    p.reduce((sum, share, i) => sum + (share > 0 ? share * Math.log(share / ((q[i] as number) + SMOOTHING)) : 0), 0),
  );
}

/**
 * Shares of the categories where each trajectory gives 1/k to each of its k likeliest ones. null for no trajectory.
 *
 * @param rankings categories by index, the likeliest first. One with fewer than k shares its credit among these.
 */
export function softDistribution(
  rankings: readonly (readonly number[])[],
  { categories, k }: { categories: number; k: number },
): number[] | null {
  const some = rankings.filter((ranking) => ranking.length > 0);
  if (some.length === 0) return null;
  const shares = new Array<number>(categories).fill(0);
  for (const ranking of some) {
    const top = ranking.slice(0, k);
    for (const at of top) shares[at] = (shares[at] as number) + 1 / top.length / some.length;
  }
  return shares;
}
