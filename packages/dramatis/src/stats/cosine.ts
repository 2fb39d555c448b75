/** Cosine of two vectors of one length, in [−1, 1]; 0 where one of them is zero, which makes their cosine distance 1. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const norms = Math.hypot(...a) * Math.hypot(...b);
  if (norms === 0) return 0;
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  return Math.max(-1, Math.min(1, dot / norms));
}
