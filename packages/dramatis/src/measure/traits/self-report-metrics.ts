import { random } from "../../core/index.ts";
import { bootstrapInterval, cosine, type Interval, mean, spearman } from "../../stats/index.ts";

/** What one says of oneself and what one does, on one scale. */
export interface ReportedPair {
  report: number;
  behaviour: number;
}

export interface SelfReportMetrics {
  /** Cosine of the two vectors; near 1 for any positive numbers, so read it beside its null. */
  cosine: number;
  /** null where a side is constant. */
  spearman: number | null;
  /** Mean |report − behaviour|, in points. */
  meanDifference: number;
  /** Share of pairs at most one point apart. */
  consistentPairs: number;
  consistentInterval: Interval | null;
  n: number;
}

/** The four of Ai et al. 2024, cognition–action congruence. null for no pair. */
export function selfReportMetrics(pairs: readonly ReportedPair[]): SelfReportMetrics | null {
  if (pairs.length === 0) return null;
  const [reports, behaviours] = [pairs.map(({ report }) => report), pairs.map(({ behaviour }) => behaviour)];
  const isNear = ({ report, behaviour }: ReportedPair): number => Number(Math.abs(report - behaviour) <= 1);
  const nearShare = (sample: readonly ReportedPair[]): number => mean(sample.map(isNear)) as number;
  return {
    cosine: cosine(reports, behaviours),
    spearman: spearman(reports, behaviours),
    meanDifference: mean(pairs.map(({ report, behaviour }) => Math.abs(report - behaviour))) as number,
    consistentPairs: nearShare(pairs),
    consistentInterval: bootstrapInterval(pairs, nearShare, { resamples: 2000 }),
    n: pairs.length,
  };
}

/** The same of pairs put together at random, on average: what answers reach that have nothing to do with each other. */
export function selfReportNull(
  pairs: readonly ReportedPair[],
  { times = 1000, seed = 42 }: { times?: number; seed?: number } = {},
): Pick<SelfReportMetrics, "cosine" | "spearman" | "meanDifference" | "consistentPairs"> | null {
  if (pairs.length === 0) return null;
  const draw = random(seed);
  const shuffled = Array.from({ length: times }, () => {
    const behaviours = draw.shuffle(pairs.map(({ behaviour }) => behaviour));
    return selfReportMetrics(
      pairs.map(({ report }, i) => ({ report, behaviour: behaviours[i] as number })),
    ) as SelfReportMetrics;
  });
  const average = (of: (one: SelfReportMetrics) => number | null): number | null =>
    mean(shuffled.flatMap((one) => of(one) ?? []));
  return {
    cosine: average((one) => one.cosine) as number,
    spearman: average((one) => one.spearman),
    meanDifference: average((one) => one.meanDifference) as number,
    consistentPairs: average((one) => one.consistentPairs) as number,
  };
}
