import { macroF1, mean } from "../../stats/index.ts";

export interface ClassificationScores {
  accuracy: number;
  /** Unweighted mean of the classes' F1: a small class counts as much as a large one. */
  macroF1: number;
  /** Matthews' correlation of two classes, −1..1; null for another number of classes, or a constant side. */
  mcc: number | null;
}

/**
 * Accuracy, macro-F1 and Matthews' correlation, which PersonaConvBench (2025) needs since its classes are about 5 to 1.
 *
 * @returns null for no pair.
 */
export function classificationScores(
  pairs: readonly { predicted: string; gold: string }[],
): ClassificationScores | null {
  const classes = [...new Set(pairs.flatMap(({ predicted, gold }) => [predicted, gold]))];
  const accuracy = mean(pairs.map(({ predicted, gold }) => Number(predicted === gold)));
  if (accuracy === null) return null;
  return { accuracy, macroF1: macroF1(pairs) as number, mcc: matthews(pairs, classes) };
}

function matthews(pairs: readonly { predicted: string; gold: string }[], classes: readonly string[]): number | null {
  const [yes, other] = classes;
  if (classes.length !== 2 || yes === undefined || other === undefined) return null;
  const count = (predicted: string, gold: string): number =>
    pairs.filter((pair) => pair.predicted === predicted && pair.gold === gold).length;
  const [tp, tn, fp, fn] = [count(yes, yes), count(other, other), count(yes, other), count(other, yes)];
  const scale = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
  return scale === 0 ? null : (tp * tn - fp * fn) / scale;
}
