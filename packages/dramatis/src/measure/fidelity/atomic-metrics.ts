import { mean, wasserstein1d } from "../../stats/index.ts";

export type AtomicLevel = "low" | "neutral" | "high";

export interface AtomicMetrics {
  /** Mean atom, 1..5. */
  mean: number | null;
  /** Share of atoms inside the level's bin, 0..1. */
  acc: number | null;
  /** Internal consistency 1 − σ/2 of the atoms of a response, 0..1; needs two atoms. */
  ic: number | null;
  /** Retest consistency 2·(1 − W1/4) − 1 between iterations, −1..1; needs two iterations. */
  rc: number | null;
  /** 1 − W1/4, 0..1. */
  rcUnscaled: number | null;
}

/** Bins of the 1..5 scale: its thirds, the last one closed. */
const BINS: Record<AtomicLevel, (score: number) => boolean> = {
  low: (score) => score < 7 / 3,
  neutral: (score) => score >= 7 / 3 && score < 11 / 3,
  high: (score) => score >= 11 / 3,
};

/**
 * ACC, IC and RC over atoms (Shin et al. 2025; the authors' evaluation code). Only scores in 1..5 are valid atoms;
 * others (9 "does not reveal the trait", 99 refusal) are left out.
 *
 * @param iterations repetitions × responses × atom scores.
 * @returns means over responses within an iteration, then over iterations; null where nothing could be scored.
 */
export function atomicMetrics(
  iterations: readonly (readonly (readonly number[])[])[],
  level: AtomicLevel,
): AtomicMetrics {
  const valid = iterations.map((responses) =>
    responses.map((atoms) => atoms.filter((score) => score >= 1 && score <= 5)),
  );
  const distances = pairs(valid.map((responses) => responses.flat())).flatMap(([a, b]) => wasserstein1d(a, b) ?? []);
  const rcUnscaled = mean(distances.map((distance) => 1 - distance / 4));
  return {
    mean: meanOfMeans(valid, mean),
    acc: meanOfMeans(valid, (atoms) => mean(atoms.map((score) => (BINS[level](score) ? 1 : 0)))),
    ic: meanOfMeans(valid, internalConsistency),
    rc: rcUnscaled === null ? null : 2 * rcUnscaled - 1,
    rcUnscaled,
  };
}

function internalConsistency(atoms: readonly number[]): number | null {
  const centre = mean(atoms);
  if (centre === null || atoms.length < 2) return null;
  return 1 - Math.sqrt(mean(atoms.map((score) => (score - centre) ** 2)) as number) / 2;
}

function meanOfMeans(
  iterations: readonly (readonly (readonly number[])[])[],
  ofResponse: (atoms: readonly number[]) => number | null,
): number | null {
  return mean(iterations.flatMap((responses) => mean(responses.flatMap((atoms) => ofResponse(atoms) ?? [])) ?? []));
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}
