/** Shannon entropy of a distribution in bits: 0 where one thing is certain, log₂ of their number where all are alike. */
export function entropy(shares: readonly number[]): number {
  return Math.max(0, -shares.reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0));
}
