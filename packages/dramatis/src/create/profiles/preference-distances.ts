/** Jensen–Shannon divergence of two distributions over the same options, in bits: 0 the same, 1 nothing in common. */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  if (p.length !== q.length)
    throw new RangeError(`invalid distributions; equal lengths wanted: ${p.length} and ${q.length}`);
  const middle = p.map((value, i) => (value + (q[i] as number)) / 2);
  return Math.max(0, (divergence(p, middle) + divergence(q, middle)) / 2);
}

function divergence(p: readonly number[], from: readonly number[]): number {
  return p.reduce((sum, value, i) => (value === 0 ? sum : sum + value * Math.log2(value / (from[i] as number))), 0);
}

/**
 * Weights of samples for one persona: exp(β · (a_target − mean of a over the others)), scaled to mean 1, where a is 1 if
 * the sample's preference is what that persona answers. The others' mean is 0 where there are none.
 *
 * @param agrees for each sample, whether each persona agrees with it.
 */
export function preferenceWeights(
  agrees: readonly (readonly boolean[])[],
  target: number,
  { beta = 1 }: { beta?: number } = {},
): { raw: number[]; weights: number[] } {
  const raw = agrees.map((sample) => {
    const others = sample.filter((_, i) => i !== target);
    const mean = others.length === 0 ? 0 : others.filter(Boolean).length / others.length;
    return Math.exp(beta * ((sample[target] === true ? 1 : 0) - mean));
  });
  const mean = raw.reduce((sum, weight) => sum + weight, 0) / raw.length;
  return { raw, weights: raw.map((weight) => weight / mean) };
}
