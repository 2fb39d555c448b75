import { mean } from "../../stats/index.ts";

export interface Deductions {
  /** All points deducted. */
  total: number;
  /** The largest single deduction. */
  largest: number;
  /** Turns that were played. */
  turns: number;
}

/** Weights of the total, the largest deduction and the turns. */
export const MORAL_WEIGHTS: readonly [number, number, number] = [0.5, 0.1, 0.15];

/**
 * S = 5 − 0.5·D − 0.1·D_m + 0.15·T of Moral RolePlay (2025), held within 0..5. What we read of the paper does
 * not define the symbols; here D is the total, D_m the largest deduction, T the turns played.
 */
export function moralScore(
  { total, largest, turns }: Deductions,
  [perTotal, perLargest, perTurn]: readonly [number, number, number] = MORAL_WEIGHTS,
): number {
  return Math.min(5, Math.max(0, 5 - perTotal * total - perLargest * largest + perTurn * turns));
}

export interface MoralCase {
  /** 1 paragon to 4 villain. */
  level: number;
  traits: readonly string[];
  /** S, 0..5. */
  score: number;
}

export interface MoralLevels {
  /** Mean S by level; a level without a case is absent. */
  byLevel: ReadonlyMap<number, number>;
  /** Mean of 5 − S over the characters that have a trait. */
  penaltyByTrait: ReadonlyMap<string, number>;
  /** Least-squares slope of S on the level: below 0, villains are played worse. null for fewer than two levels. */
  slope: number | null;
}

/** The tables of the paper: fidelity by moral level, and penalty by trait. */
export function moralLevels(cases: readonly MoralCase[]): MoralLevels {
  const levels = Map.groupBy(cases, ({ level }) => level);
  const traits = Map.groupBy(
    cases.flatMap(({ traits: own, score }) => [...new Set(own)].map((trait) => ({ trait, score }))),
    ({ trait }) => trait,
  );
  const scoreOf = (own: readonly { score: number }[]): number => mean(own.map(({ score }) => score)) as number;
  return {
    byLevel: new Map([...levels].sort(([a], [b]) => a - b).map(([level, own]) => [level, scoreOf(own)])),
    penaltyByTrait: new Map([...traits].map(([trait, own]) => [trait, 5 - scoreOf(own)])),
    slope: slopeOf(cases),
  };
}

function slopeOf(cases: readonly MoralCase[]): number | null {
  const level = mean(cases.map((one) => one.level));
  const score = mean(cases.map((one) => one.score));
  const spread = cases.reduce((sum, one) => sum + (one.level - (level ?? 0)) ** 2, 0);
  if (level === null || score === null || spread === 0) return null;
  return cases.reduce((sum, one) => sum + (one.level - level) * (one.score - score), 0) / spread;
}
