/**
 * Cohen's kappa of two raters with quadratic weights (Cohen 1968): 1 − Σ(a − b)² / Σ expected (a − b)², over whole levels.
 * null where nothing was rated by both, or where chance alone would agree in all (both raters give one same level).
 */
export function quadraticKappa(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`invalid ratings; equal lengths wanted: ${a.length} and ${b.length}`);
  let observed = 0;
  let expected = 0;
  for (const [i, x] of a.entries()) {
    observed += (x - (b[i] as number)) ** 2;
    for (const y of b) expected += (x - y) ** 2;
  }
  return expected === 0 ? null : 1 - (observed * a.length) / expected;
}
