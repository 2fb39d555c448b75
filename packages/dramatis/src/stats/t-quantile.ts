/**
 * The two-sided critical value of Student's t: P(|T| > t) = p with so many degrees of freedom. Exact for 1 and 2, else
 * Hill's expansion (1970, algorithm 396), right to about four digits.
 *
 * @param p in (0, 1). @param freedom at least 1.
 */
export function tQuantile(p: number, freedom: number): number {
  if (freedom === 1) return 1 / Math.tan((p * Math.PI) / 2);
  if (freedom === 2) return Math.sqrt(2 / (p * (2 - p)) - 2);
  const a = 1 / (freedom - 0.5);
  const b = (48 / a) * (1 / a);
  const c0 = ((20700 * a) / b - 98) * a - 16;
  const c = c0 * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * freedom;
  const y0 = (d * p) ** (2 / freedom);
  if (y0 > 0.05 + a) {
    const x = normalQuantile(p / 2);
    const square = x * x;
    const c2 = freedom < 5 ? c + 0.3 * (freedom - 4.5) * (x + 0.6) : c;
    const c3 = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c2;
    const spread = (((((0.4 * square + 6.3) * square + 36) * square + 94.5) / c3 - square - 3) / b + 1) * x;
    return Math.sqrt(freedom * Math.expm1(a * spread * spread));
  }
  const tail =
    (1 / (((freedom + 6) / (freedom * y0) - 0.089 * d - 0.822) * (freedom + 2) * 3) + 0.5 / (freedom + 4)) * y0 - 1;
  return Math.sqrt(freedom * ((tail * (freedom + 1)) / (freedom + 2) + 1 / y0));
}

/** The point with a share `p` of a standard normal below it, p ≤ .5: Acklam's rational function, right to 1e-9 relative. */
function normalQuantile(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    const top =
      ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
      2.938163982698783;
    return (
      top /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  const top =
    (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
    q;
  return (
    top /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}
