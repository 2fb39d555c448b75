/**
 * Earth mover's distance of two distributions over ordered options 1..k, in steps from one option to the next: the sum of
 * the differences between the cumulative shares. 0 to k − 1. For samples on a line see `wasserstein1d`.
 *
 * @throws RangeError for lists of different lengths
 */
export function ordinalDistance(p: readonly number[], q: readonly number[]): number {
  if (p.length !== q.length)
    throw new RangeError(`invalid distributions; equal lengths wanted: ${p.length} and ${q.length}`);
  let moved = 0;
  let carried = 0;
  for (const [i, share] of p.entries()) {
    carried += share - (q[i] as number);
    moved += Math.abs(carried);
  }
  return moved;
}
