import { random } from "../../core/index.ts";
import { cosine } from "../../model/index.ts";

/**
 * Draws profiles so that rare kinds come as often as common ones: without replacement, each with a chance in proportion
 * to 1 / density, the density of a profile being the mean cosine to its k nearest others, taken from 0 to 1 (USP [18]
 * as specified; k and the form of the density are ours). Time grows as n².
 *
 * @param vectors of length 1.
 * @returns indexes, in the order drawn; all of them where `count` is n or more.
 */
export function densitySample(
  vectors: readonly Float32Array[],
  { count, neighbours = 10, seed = 0 }: { count: number; neighbours?: number; seed?: number },
): number[] {
  const weights = densities(vectors, neighbours).map((density) => 1 / Math.max(density, 1e-3));
  const { next } = random(seed);
  const left = vectors.map((_, i) => i);
  const drawn: number[] = [];
  while (drawn.length < count && left.length > 0) {
    const total = left.reduce((sum, i) => sum + (weights[i] as number), 0);
    let mark = next() * total;
    const at = left.findIndex((i) => {
      mark -= weights[i] as number;
      return mark < 0;
    });
    drawn.push(...left.splice(at < 0 ? left.length - 1 : at, 1));
  }
  return drawn;
}

/** Mean cosine of each vector to its k nearest others, in 0..1: (1 + cosine) / 2; 0 for one alone. */
export function densities(vectors: readonly Float32Array[], neighbours = 10): number[] {
  return vectors.map((vector, i) => {
    const near = nearestOf(vectors, i).slice(0, neighbours);
    const sum = near.reduce((total, j) => total + (1 + cosine(vector, vectors[j] as Float32Array)) / 2, 0);
    return near.length === 0 ? 0 : sum / near.length;
  });
}

/**
 * New people between those there are: each draws one of its k nearest, whose subjective half goes with its objective
 * half. A profile alone is paired with itself.
 *
 * @returns for each profile the index of the one whose subjective half it is given.
 */
export function pairHalves(
  vectors: readonly Float32Array[],
  { neighbours = 10, seed = 0 }: { neighbours?: number; seed?: number } = {},
): number[] {
  const { int } = random(seed);
  return vectors.map((_, i) => {
    const near = nearestOf(vectors, i).slice(0, neighbours);
    return near.length === 0 ? i : (near[int(near.length)] as number);
  });
}

/** The others, nearest first. */
function nearestOf(vectors: readonly Float32Array[], i: number): number[] {
  const vector = vectors[i] as Float32Array;
  const near = vectors.map((other, j) => ({ j, cosine: cosine(vector, other) })).filter(({ j }) => j !== i);
  return near.sort((a, b) => b.cosine - a.cosine || a.j - b.j).map(({ j }) => j);
}
