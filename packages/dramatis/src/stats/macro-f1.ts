/** What was predicted and what it was. */
export interface LabelPair<T = string> {
  predicted: T;
  gold: T;
}

/** F1 of one class: twice what is right over all that was predicted or is of it; null where there is neither. */
export function f1Of<T>(pairs: readonly LabelPair<T>[], label: T): number | null {
  const predicted = pairs.filter((pair) => pair.predicted === label).length;
  const gold = pairs.filter((pair) => pair.gold === label).length;
  const both = pairs.filter((pair) => pair.predicted === label && pair.gold === label).length;
  return predicted + gold === 0 ? null : (2 * both) / (predicted + gold);
}

/** Unweighted mean of the F1 of every class that was predicted or is: a small one counts as much as a large one; null for no pair. */
export function macroF1<T>(pairs: readonly LabelPair<T>[]): number | null {
  const labels = [...new Set(pairs.flatMap(({ predicted, gold }) => [predicted, gold]))];
  if (labels.length === 0) return null;
  return labels.reduce((sum, label) => sum + (f1Of(pairs, label) as number), 0) / labels.length;
}
