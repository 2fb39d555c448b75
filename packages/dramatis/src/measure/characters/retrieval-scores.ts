export interface RetrievalScores {
  /** Share of the needed segments among the first k, 0..1. */
  recall: number;
  /** Discounted gain over that of the best order, binary gains, 0..1. */
  ndcg: number;
}

/** Most combinations of alternatives that are tried. */
const MOST = 10_000;

/**
 * Recall@k and NDCG@k of PersonaBench (2025; the authors' eval.py): each needed fact may stand in several segments, so
 * every combination of one segment a fact is taken as the truth, and the best score of each kind counts.
 *
 * @param retrieved ids in order of rank.
 * @param needed one list of alternative ids a fact. A combination that names a segment twice needs it once.
 * @returns null where nothing is needed, or a fact has no segment.
 * @throws RangeError for a k below 1, or more than 10,000 combinations.
 */
export function retrievalScores(
  retrieved: readonly string[],
  needed: readonly (readonly string[])[],
  k: number = retrieved.length,
): RetrievalScores | null {
  if (!(Number.isInteger(k) && (k >= 1 || retrieved.length === 0)))
    throw new RangeError(`invalid k; not 1 or more: ${k}`);
  const count = needed.reduce((product, alternatives) => product * alternatives.length, 1);
  if (needed.length === 0 || count === 0) return null;
  if (count > MOST) throw new RangeError(`invalid needed; more than ${MOST} combinations: ${count}`);
  const first = retrieved.slice(0, k);
  let best: RetrievalScores = { recall: 0, ndcg: 0 };
  for (const truth of combinations(needed)) {
    const { recall, ndcg } = against(first, new Set(truth), k);
    best = { recall: Math.max(best.recall, recall), ndcg: Math.max(best.ndcg, ndcg) };
  }
  return best;
}

function against(first: readonly string[], truth: ReadonlySet<string>, k: number): RetrievalScores {
  const found = new Set<string>();
  let gain = 0;
  for (const [rank, id] of first.entries()) {
    if (!truth.has(id) || found.has(id)) continue;
    found.add(id);
    gain += 1 / Math.log2(rank + 2);
  }
  let ideal = 0;
  for (let rank = 0; rank < Math.min(truth.size, k); rank++) ideal += 1 / Math.log2(rank + 2);
  return { recall: found.size / truth.size, ndcg: ideal === 0 ? 0 : gain / ideal };
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((all, list) => all.flatMap((head) => list.map((item) => [...head, item])), [[]]);
}
