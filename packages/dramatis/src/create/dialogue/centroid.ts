/** The mean direction: the sum of the vectors at length 1; zero where they cancel out or there are none. */
export function centroidOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, value] of vector.entries()) sum[i] = (sum[i] as number) + value;
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}
