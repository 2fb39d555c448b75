import type { Score } from "../../core/index.ts";

/**
 * One score of each cluster in place of its parts, in the order of their turns: for numbers that are no mean of their
 * parts, such as a streak.
 *
 * A cluster with a part that has no value has none either, for the first such reason.
 */
export function byCluster(scores: readonly Score[], fold: (values: readonly number[]) => number | null): Score[] {
  const parts = Map.groupBy(scores, ({ cluster }) => cluster);
  return [...parts].flatMap(([cluster, own]): Score[] => {
    const gap = own.find(({ value }) => value === null);
    if (gap) return [{ cluster, value: null, missing: gap.missing ?? "failed" }];
    const inOrder = own.toSorted((a, b) => (a.turn ?? 0) - (b.turn ?? 0));
    const value = fold(inOrder.map((score) => score.value as number));
    return value === null ? [] : [{ cluster, value }];
  });
}
