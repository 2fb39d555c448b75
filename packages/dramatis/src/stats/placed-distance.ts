/**
 * First Wasserstein distance of two distributions over options that lie at given places of a line, in the unit of the
 * places: ordered steps 1..k give `ordinalDistance`, 1, 1.5, 2 count half steps.
 *
 * @param places finite, one an option, in any order @throws RangeError for lists of different lengths
 */
export function placedDistance(p: readonly number[], q: readonly number[], places: readonly number[]): number {
  if (p.length !== q.length || p.length !== places.length)
    throw new RangeError(`invalid distributions; equal lengths wanted: ${p.length}, ${q.length} and ${places.length}`);
  const order = places.map((_, i) => i).sort((a, b) => (places[a] as number) - (places[b] as number));
  let moved = 0;
  let carried = 0;
  for (const [rank, i] of order.entries()) {
    const next = order[rank + 1];
    carried += (p[i] as number) - (q[i] as number);
    if (next !== undefined) moved += Math.abs(carried) * ((places[next] as number) - (places[i] as number));
  }
  return moved;
}
