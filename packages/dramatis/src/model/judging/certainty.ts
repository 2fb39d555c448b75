import { expectedCalibrationError, type Interval, wilson } from "../../stats/index.ts";

/** A verdict with how certain its judge said it was, 1..100, and whether it was right. */
export interface CertainVerdict {
  certainty: number;
  correct: boolean;
}

export const CERTAINTY_BANDS = [
  "uncertain",
  "moderately certain",
  "quite certain",
  "confident",
  "highly certain",
] as const;

/** The band of a verbal certainty of 1 to 100: 1–20, 21–40, 41–60, 61–80, 81–100. */
export function certaintyBand(certainty: number): (typeof CERTAINTY_BANDS)[number] {
  const band = Math.min(4, Math.max(0, Math.ceil(certainty / 20) - 1));
  return CERTAINTY_BANDS[band] as (typeof CERTAINTY_BANDS)[number];
}

export interface Accuracy {
  /** Share that is right; null where there is none. */
  accuracy: number | null;
  interval: Interval | null;
  /** Share of all verdicts that these are. */
  coverage: number | null;
  n: number;
}

/** Accuracy among verdicts at least as certain as `from`. The product rule is to use those from 80 on and to abstain else. */
export function accuracyFrom(verdicts: readonly CertainVerdict[], { from = 80 }: { from?: number } = {}): Accuracy {
  const sure = verdicts.filter(({ certainty }) => certainty >= from);
  const right = sure.filter(({ correct }) => correct).length;
  return {
    accuracy: sure.length === 0 ? null : right / sure.length,
    interval: wilson(right, sure.length),
    coverage: verdicts.length === 0 ? null : sure.length / verdicts.length,
    n: sure.length,
  };
}

/** Accuracy and coverage at every certainty that occurs, the most certain first. */
export function coverageCurve(verdicts: readonly CertainVerdict[]): (Accuracy & { from: number })[] {
  const levels = [...new Set(verdicts.map(({ certainty }) => certainty))].sort((a, b) => b - a);
  return levels.map((from) => ({ from, ...accuracyFrom(verdicts, { from }) }));
}

/** Accuracy by tenth, ⌊certainty / 10⌋; 100 is in the last one, 9. Tenths without a verdict are left out. */
export function accuracyByTenth(
  verdicts: readonly CertainVerdict[],
): (Omit<Accuracy, "coverage"> & { tenth: number })[] {
  const tenths = Map.groupBy(verdicts, ({ certainty }) => Math.min(9, Math.floor(certainty / 10)));
  return [...tenths]
    .sort(([a], [b]) => a - b)
    .map(([tenth, own]) => {
      const { coverage: _, ...accuracy } = accuracyFrom(own, { from: 0 });
      return { tenth, ...accuracy };
    });
}

/** Expected calibration error of certainties as probabilities, 20 bins. null without a verdict. */
export function certaintyError(verdicts: readonly CertainVerdict[]): number | null {
  return expectedCalibrationError(verdicts.map(({ certainty, correct }) => ({ confidence: certainty / 100, correct })));
}
