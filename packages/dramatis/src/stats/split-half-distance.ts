import { random } from "../core/index.ts";
import { mean } from "./mean.ts";

export interface SplitHalfOptions<T> {
  /** Of the two halves; null where they have none. */
  distance: (a: readonly T[], b: readonly T[]) => number | null;
  /** Random splits (Anthology [156] takes 20). */
  times?: number;
  seed?: number;
}

/**
 * How far two random halves of the same people are from each other, on average: what no other sample can be expected to
 * get below. null below two people, or where no split has a distance. Of an odd number one person sits each split out.
 */
export function splitHalfDistance<T>(
  people: readonly T[],
  { distance, times = 20, seed = 0 }: SplitHalfOptions<T>,
): number | null {
  const half = Math.floor(people.length / 2);
  if (half === 0) return null;
  const draw = random(seed);
  const distances = Array.from({ length: times }, () => {
    const order = draw.shuffle(people);
    return distance(order.slice(0, half), order.slice(half, 2 * half));
  });
  return mean(distances.filter((one) => one !== null));
}
