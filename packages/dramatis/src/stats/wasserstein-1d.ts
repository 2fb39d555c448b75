/**
 * First Wasserstein distance between two samples on a line: the area between their cumulative distributions, in the
 * unit of the values. null where either sample is empty.
 */
export function wasserstein1d(a: readonly number[], b: readonly number[]): number | null {
  if (a.length === 0 || b.length === 0) return null;
  const left = Float64Array.from(a).sort();
  const right = Float64Array.from(b).sort();
  const points = Float64Array.from([...a, ...b]).sort();
  let area = 0;
  let i = 0;
  let j = 0;
  for (let k = 0; k + 1 < points.length; k++) {
    const at = points[k] as number;
    while (i < left.length && (left[i] as number) <= at) i++;
    while (j < right.length && (right[j] as number) <= at) j++;
    area += Math.abs(i / left.length - j / right.length) * ((points[k + 1] as number) - at);
  }
  return area;
}
