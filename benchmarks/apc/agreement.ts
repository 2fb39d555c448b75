// How far the scores of a sample are from those of all claims.
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import type { Scored } from "./score.ts";

export interface Agreement {
  replies: number;
  meanApart: number;
  p99Apart: number;
  mostApart: number;
  /** Ours less the plain product, on average. */
  bias: number;
  /** How much replies differ: standard deviation of the plain product's scores. */
  deviation: number;
  correlation: number;
  /** Of the replies with evidence in the plain product: the same claim and verdict, and some evidence. */
  sameEvidence: number;
  someEvidence: number;
}

/** Over the replies that both scored, which are the first of each. */
export function agreementOf(sampled: Scored, whole: Scored): Agreement {
  const pairs = whole.values.flatMap((value, i) => {
    const other = sampled.values[i];
    return typeof value === "number" && typeof other === "number" ? [{ whole: value, ours: other }] : [];
  });
  const apart = pairs.map(({ whole, ours }) => Math.abs(ours - whole));
  const [ours, all] = [pairs.map((pair) => pair.ours), pairs.map((pair) => pair.whole)];
  const shown = whole.evidence.flatMap((evidence, i) =>
    evidence === null || sampled.evidence.length <= i ? [] : [{ evidence, found: sampled.evidence[i] ?? null }],
  );
  return {
    replies: pairs.length,
    meanApart: mean(apart),
    p99Apart: quantile(apart, 0.99) ?? Number.NaN,
    mostApart: Math.max(...apart),
    bias: mean(ours) - mean(all),
    deviation: Math.sqrt(covariance(all, all)),
    correlation: covariance(ours, all) / Math.sqrt(covariance(ours, ours) * covariance(all, all)),
    sameEvidence: shown.filter(({ evidence, found }) => evidence === found).length / shown.length,
    someEvidence: shown.filter(({ found }) => found !== null).length / shown.length,
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((x, i) => (x - meanA) * ((b[i] as number) - meanB)));
}
