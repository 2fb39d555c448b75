import { type AnswerRows, correlations, covariances } from "./correlations.ts";
import { oneFactor, squaredMultiple } from "./one-factor.ts";

/** How far the items of one scale measure one thing. Every number is null where it cannot be computed, never 0. */
export interface Reliability {
  /** Cronbach's α of covariances, and of correlations. */
  alpha: number | null;
  standardised: number | null;
  /** Guttman's λ6. */
  lambda6: number | null;
  /** McDonald's ω total of one factor: 1 − Σu² / ΣR, over the observed correlations, as `psych::omega(nfactors = 1)`. */
  omega: number | null;
  /** The same over the correlations that the factor implies: (Σλ)² / ((Σλ)² + Σu²). */
  omegaImplied: number | null;
  loadings: number[];
  /** The factor is no good one; ω with it. */
  heywood: boolean;
  people: number;
  items: number;
}

/**
 * Reliability of a scale over people, from covariances and correlations of the people who answered both items (pairwise), as
 * in R's psych: α (Cronbach 1951), λ6 = 1 − Σ(1 − SMC) / ΣR (Guttman 1945), ω total by one factor (McDonald 1999; minimum
 * residuals, `oneFactor`). The battery of Serapio-García et al. [37].
 *
 * @param rows one row a person, reversed items turned around already; null where an answer is missing
 */
export function reliability(rows: AnswerRows): Reliability {
  const items = rows[0]?.length ?? 0;
  const counts = { people: rows.length, items };
  const none = { alpha: null, standardised: null, lambda6: null, omega: null, omegaImplied: null };
  const variance = items < 2 ? null : covariances(rows);
  if (variance === null) return { ...none, loadings: [], heywood: false, ...counts };
  const alpha = alphaOf(variance);
  const related = correlations(rows);
  if (related === null) return { ...none, alpha, loadings: [], heywood: false, ...counts };
  // Where answers are missing the two differ in the fourth decimal; psych takes this one for α and λ6, that one for ω.
  const scaled = variance.map((row, i) =>
    row.map((value, j) => value / Math.sqrt((variance[i]?.[i] as number) * (variance[j]?.[j] as number))),
  );
  return { alpha, ...withoutFactor(scaled), ...ofOneFactor(related), ...counts };
}

/** α of correlations, and λ6. */
export function withoutFactor(related: Matrix): Pick<Reliability, "standardised" | "lambda6"> {
  const total = sumOf(related);
  const alone = squaredMultiple(related).reduce((sum, one) => sum + 1 - one, 0);
  return { standardised: alphaOf(related), lambda6: total > 0 ? 1 - alone / total : null };
}

/** ω by one factor, and what it loads on. */
export function ofOneFactor(related: Matrix): Pick<Reliability, "omega" | "omegaImplied" | "loadings" | "heywood"> {
  const factor = oneFactor(related);
  if (factor === null) return { omega: null, omegaImplied: null, loadings: [], heywood: false };
  const { loadings, heywood } = factor;
  const total = sumOf(related);
  const unique = loadings.reduce((sum, one) => sum + 1 - one * one, 0);
  const shared = loadings.reduce((sum, one) => sum + one, 0) ** 2;
  return {
    omega: total > 0 ? 1 - unique / total : null,
    omegaImplied: shared / (shared + unique),
    loadings,
    heywood,
  };
}

type Matrix = readonly (readonly number[])[];

/** k / (k − 1) · (1 − trace / sum). null where the sums do not vary. */
function alphaOf(matrix: Matrix): number | null {
  const k = matrix.length;
  const total = sumOf(matrix);
  const own = matrix.reduce((sum, row, i) => sum + (row[i] as number), 0);
  return total > 0 ? (k / (k - 1)) * (1 - own / total) : null;
}

function sumOf(matrix: Matrix): number {
  return matrix.flat().reduce((sum, value) => sum + value, 0);
}
