/**
 * Total variation distance of two distributions over the same options, 0 (equal) to 1: half the sum of |p − q|.
 *
 * @throws RangeError for lists of different lengths
 */
export function totalVariation(p: readonly number[], q: readonly number[]): number {
  if (p.length !== q.length)
    throw new RangeError(`invalid distributions; equal lengths wanted: ${p.length} and ${q.length}`);
  return p.reduce((sum, share, i) => sum + Math.abs(share - (q[i] as number)), 0) / 2;
}
