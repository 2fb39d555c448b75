/**
 * Kendall's tau-b: concordant less discordant pairs over √((n₀ − n₁)(n₀ − n₂)), n₁ and n₂ the pairs tied in one of them.
 *
 * @returns −1..1; null where one of them is constant, or there are fewer than two values.
 */
export function kendallTau(x: readonly number[], y: readonly number[]): number | null {
  let [balance, pairs, tiedX, tiedY] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const a = Math.sign((x[i] as number) - (x[j] as number));
      const b = Math.sign((y[i] as number) - (y[j] as number));
      pairs += 1;
      balance += a * b;
      if (a === 0) tiedX += 1;
      if (b === 0) tiedY += 1;
    }
  }
  const scale = Math.sqrt((pairs - tiedX) * (pairs - tiedY));
  return scale === 0 ? null : balance / scale;
}
