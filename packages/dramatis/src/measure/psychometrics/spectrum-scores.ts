import type { ScaleScore } from "./score-inventory.ts";

/** A domain or facet of SPeCtrum [17] with its word. */
export interface SpectrumScore {
  scale: string;
  facet?: string;
  /** Mean of the answers, 1..7. */
  mean: number;
  /** The authors' whole number: the mean cut off after the point. */
  score: number;
  word: string;
}

const LEVELS = [
  "very low",
  "low",
  "slightly below average",
  "slightly above average",
  "high",
  "very high",
  "very high",
];

const BANDS = [
  "minimal",
  "minimal",
  "some importance",
  "somewhat important",
  "important",
  "high importance",
  "utmost importance",
];

/** BFI-2-S as SPeCtrum scores it (Lee et al. 2025 [17]): sum / items cut off after the point, and its word. */
export function spectrumTraits(scores: readonly ScaleScore[]): SpectrumScore[] {
  return worded(scores, (mean) => {
    const score = Math.floor(mean + 1e-9);
    return { score, word: LEVELS[score - 1] ?? "" };
  });
}

/** PVQ as SPeCtrum scores it: the mean and its band, up to and with 2 minimal, up to and with 3 some, … */
export function spectrumValues(scores: readonly ScaleScore[]): SpectrumScore[] {
  return worded(scores, (mean) => ({ score: mean, word: BANDS[Math.ceil(mean - 1e-9) - 1] ?? "" }));
}

/** Scales without a score are left out: unknown is no level. */
function worded(
  scores: readonly ScaleScore[],
  word: (mean: number) => { score: number; word: string },
): SpectrumScore[] {
  return scores.flatMap(({ scale, facet, sum, n, missing }) => {
    if (sum === null) return [];
    const mean = sum / (n + missing);
    return [{ scale, ...(facet !== undefined && { facet }), mean, ...word(mean) }];
  });
}
