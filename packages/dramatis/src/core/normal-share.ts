/**
 * Share of a standard normal distribution below z, to double precision.
 *
 * Marsaglia (2004), Evaluating the Normal Distribution: ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …).
 */
export function normalShare(z: number): number {
  if (z < -8 || z > 8) return z < 0 ? 0 : 1;
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  const share = 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  return Math.min(1, Math.max(0, share));
}
