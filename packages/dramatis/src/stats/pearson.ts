import { mean } from "./mean.ts";

/** Pearson correlation of paired values, in [-1, 1]; null below two pairs or where either side is constant. */
export function pearson(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new RangeError(`invalid pairs; equal lengths wanted: ${x.length} and ${y.length}`);
  const meanX = mean(x) ?? 0;
  const meanY = mean(y) ?? 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [i, value] of x.entries()) {
    const dx = value - meanX;
    const dy = (y[i] as number) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (x.length < 2 || xx === 0 || yy === 0) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}
