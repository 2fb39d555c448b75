import { cosine } from "../../model/index.ts";

/** From so many starts the shortest way is taken. */
const MOST_STARTS = 30;

/**
 * An order in which neighbours are near: from each start always on to the nearest that is left, the way of highest sum of
 * cosines taken (of equal ones the first). Not the best way there is. Time grows as n², thirty times.
 *
 * @param vectors of length 1.
 * @returns their indexes.
 */
export function nearestOrder(vectors: readonly Float32Array[]): number[] {
  let best: { order: number[]; sum: number } = { order: [], sum: Number.NEGATIVE_INFINITY };
  for (let start = 0; start < Math.min(vectors.length, MOST_STARTS); start++) {
    const way = wayFrom(start, vectors);
    if (way.sum > best.sum + 1e-9) best = way;
  }
  return best.order;
}

function wayFrom(start: number, vectors: readonly Float32Array[]): { order: number[]; sum: number } {
  const left = new Set(vectors.keys());
  const order = [start];
  let [at, sum] = [start, 0];
  left.delete(start);
  while (left.size > 0) {
    let [next, near] = [-1, Number.NEGATIVE_INFINITY];
    for (const i of left) {
      const found = cosine(vectors[at] as Float32Array, vectors[i] as Float32Array);
      if (found > near) [next, near] = [i, found];
    }
    left.delete(next);
    order.push(next);
    [at, sum] = [next, sum + near];
  }
  return { order, sum };
}
