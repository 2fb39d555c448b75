/** A flaw that a judge lists. */
export interface Flaw {
  /** 1..5, up to 10 for repetition; 1 where the judge names none. */
  severity?: number | undefined;
}

export interface GcaOptions {
  /** Severity that each message of the simulation is allowed. */
  allowance?: number;
  /** Points that one of severity costs. */
  points?: number;
}

/**
 * Penalty score of given-circumstance acting (CoSER, Wang et al. 2025; the authors' gca_evaluation/main.py):
 * 100 − 5 · (Σ severity − 0.3 · R), held within 0..100. The allowance corrects for length: who says more errs more.
 *
 * @param rounds R: messages of the simulation, those of the environment left out.
 */
export function gcaScore(
  flaws: readonly Flaw[],
  rounds: number,
  { allowance = 0.3, points = 5 }: GcaOptions = {},
): number {
  const severity = flaws.reduce((sum, flaw) => sum + (flaw.severity ?? 1), 0);
  return Math.min(100, Math.max(0, 100 - points * (severity - allowance * rounds)));
}
