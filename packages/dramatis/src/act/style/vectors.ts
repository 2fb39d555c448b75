/** Of one length each. */
export type Vector = readonly number[];

/** `a + share · (b − a)`. */
export function towards(a: Vector, b: Vector, share: number): number[] {
  return a.map((value, i) => value + share * ((b[i] as number) - value));
}

/** Euclidean. */
export function distance(a: Vector, b: Vector): number {
  return Math.hypot(...a.map((value, i) => (b[i] as number) - value));
}

/** In [−1, 1]; 0 where one of them is zero, which makes their cosine distance 1. */
export function cosine(a: Vector, b: Vector): number {
  const norms = Math.hypot(...a) * Math.hypot(...b);
  if (norms === 0) return 0;
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  return Math.max(-1, Math.min(1, dot / norms));
}

/** By dimension, of at least one vector. */
export function meanVector(vectors: readonly Vector[]): number[] {
  return (vectors[0] ?? []).map(
    (_, i) => vectors.reduce((sum, vector) => sum + (vector[i] as number), 0) / vectors.length,
  );
}
