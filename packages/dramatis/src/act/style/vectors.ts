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

/** By dimension, of at least one vector. */
export function meanVector(vectors: readonly Vector[]): number[] {
  return (vectors[0] ?? []).map(
    (_, i) => vectors.reduce((sum, vector) => sum + (vector[i] as number), 0) / vectors.length,
  );
}
