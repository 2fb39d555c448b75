/** A judgement with the probability that its maker gave it. */
export interface Confidence {
  /** 0..1. */
  confidence: number;
  correct: boolean;
}

/**
 * Expected calibration error (Naeini et al. 2015): Σ over bins of their share · |mean confidence − share correct|. Bins are
 * equal and open below, ( lo, hi ].
 *
 * @returns 0..1; null without a judgement.
 */
export function expectedCalibrationError(
  judged: readonly Confidence[],
  { bins = 20 }: { bins?: number } = {},
): number | null {
  if (judged.length === 0) return null;
  const binned = Map.groupBy(judged, ({ confidence }) => Math.max(0, Math.ceil(confidence * bins) - 1));
  const gaps = [...binned.values()].map((own) => {
    const sure = own.reduce((sum, { confidence }) => sum + confidence, 0);
    return Math.abs(sure - own.filter(({ correct }) => correct).length);
  });
  return gaps.reduce((sum, gap) => sum + gap, 0) / judged.length;
}

/** Brier score (1950) over all (item, option) cells: mean (p − 1[option is right])². null without a cell. */
export function brierScore(items: readonly { probabilities: readonly number[]; right: number }[]): number | null {
  const cells = items.flatMap(({ probabilities, right }) =>
    probabilities.map((p, i) => (p - (i === right ? 1 : 0)) ** 2),
  );
  return cells.length === 0 ? null : cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
}
