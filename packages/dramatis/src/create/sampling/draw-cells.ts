import type { Random } from "../../core/index.ts";

/** Gives the next person's cell; undefined when all people are drawn. */
export type DrawCell = (random: Random) => number | undefined;

/**
 * The people of a table in an order that is as good as any other, so that every first part of it is a fair sample: cell by
 * cell without replacement, by a binary indexed tree (Fenwick 1994). Takes as much memory as there are cells, however many
 * people.
 */
export function drawWithoutReplacement(counts: Int32Array): DrawCell {
  const tree = new Float64Array(counts.length + 1);
  for (let at = 1; at <= counts.length; at++) {
    tree[at] = (tree[at] as number) + (counts[at - 1] as number);
    const parent = at + (at & -at);
    if (parent <= counts.length) tree[parent] = (tree[parent] as number) + (tree[at] as number);
  }
  let left = counts.reduce((sum, count) => sum + count, 0);
  const top = 2 ** Math.floor(Math.log2(Math.max(1, counts.length)));
  return (random) => {
    if (left === 0) return undefined;
    let mark = random.int(left);
    let at = 0;
    for (let step = top; step >= 1; step /= 2) {
      const next = at + step;
      if (next <= counts.length && (tree[next] as number) <= mark) {
        at = next;
        mark -= tree[next] as number;
      }
    }
    for (let node = at + 1; node <= counts.length; node += node & -node) tree[node] = (tree[node] as number) - 1;
    left -= 1;
    return at;
  };
}

/** One cell after the other without end, each as likely as it is heavy, whoever came before. */
export function drawWithReplacement(weights: ArrayLike<number>): DrawCell {
  const sums = new Float64Array(weights.length);
  let all = 0;
  for (let cell = 0; cell < sums.length; cell++) {
    all += weights[cell] as number;
    sums[cell] = all;
  }
  return (random) => {
    const mark = random.next() * all;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] as number) > mark) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
