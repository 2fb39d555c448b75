import {
  bootstrapInterval,
  cohenKappa,
  intraclassCorrelation,
  kendallTau,
  krippendorffAlpha,
  mean,
  quadraticKappa,
  quantile,
  spearman,
} from "../../stats/index.ts";

/** A number with its 95 % interval over `n` cases; null where there is too little to say it. */
export interface Figure {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
}

/** What people and the judge say of one case. */
export interface Rated {
  human: number;
  judge: number;
}

/** Names of the agreement figures, in the order in which they are told. */
export const AGREEMENT = ["spearman", "kendall", "accuracy", "kappa", "weightedKappa", "alpha", "icc"] as const;
export type Agreement = Record<(typeof AGREEMENT)[number], Figure>;

/** Below this many cases there is a value and no interval. */
const FEW = 8;

export interface AgreementOptions {
  /** The scores that there are, in order. */
  levels: readonly number[];
  resamples?: number;
  seed?: number;
}

/**
 * Agreement of a judge with people: Spearman and Kendall on the scores as they are; the share that agrees exactly, Cohen's
 * kappa, kappa with quadratic weights, Krippendorff's alpha (ordinal; nominal for two levels) on the nearest levels; and
 * ICC(2,1), which wants both on one scale. Intervals by resampling cases; a resample in which a figure cannot be said
 * counts as no agreement.
 */
export function agreementOf(
  rated: readonly Rated[],
  { levels, resamples = 1_000, seed = 42 }: AgreementOptions,
): Agreement {
  const level = (value: number): number => nearestLevel(levels, value);
  const pairs = rated.map(({ human, judge }) => ({ human, judge, h: level(human), j: level(judge) }));
  type Pair = (typeof pairs)[number];
  const of = (sample: readonly Pair[], key: keyof Pair): number[] => sample.map((pair) => pair[key]);
  const scale = levels.length > 2 ? "ordinal" : "nominal";
  const statistics: Record<keyof Agreement, (sample: readonly Pair[]) => number | null> = {
    spearman: (sample) => spearman(of(sample, "human"), of(sample, "judge")),
    kendall: (sample) => kendallTau(of(sample, "human"), of(sample, "judge")),
    accuracy: (sample) => mean(sample.map(({ h, j }) => Number(h === j))),
    kappa: (sample) => cohenKappa(of(sample, "h"), of(sample, "j")),
    weightedKappa: (sample) => quadraticKappa(of(sample, "h"), of(sample, "j")),
    alpha: (sample) =>
      krippendorffAlpha(
        sample.map(({ h, j }) => [h, j]),
        scale,
      ),
    icc: (sample) => intraclassCorrelation(sample.map(({ human, judge }) => [human, judge]))?.single ?? null,
  };
  const figures = AGREEMENT.map((name) => [name, figureOf(pairs, statistics[name], { resamples, seed })]);
  return Object.fromEntries(figures) as Agreement;
}

/** A statistic of cases with the interval of resampling them. */
export function figureOf<Unit>(
  units: readonly Unit[],
  statistic: (sample: readonly Unit[]) => number | null,
  { resamples = 1_000, seed = 42 }: { resamples?: number; seed?: number } = {},
): Figure {
  const value = units.length === 0 ? null : statistic(units);
  const interval =
    value === null || units.length < FEW
      ? null
      : bootstrapInterval(units, (sample) => statistic(sample) ?? 0, { resamples, seed });
  return { value, low: interval?.low ?? null, high: interval?.high ?? null, n: units.length };
}

export function nearestLevel(levels: readonly number[], value: number): number {
  return levels.reduce((best, level) => (Math.abs(level - value) < Math.abs(best - value) ? level : best));
}

/** Rows are what people say, columns what the judge says, both by level. */
export function confusionOf(rated: readonly Rated[], levels: readonly number[]): number[][] {
  const cells = levels.map(() => levels.map(() => 0));
  for (const { human, judge } of rated) {
    const row = cells[levels.indexOf(nearestLevel(levels, human))] as number[];
    const column = levels.indexOf(nearestLevel(levels, judge));
    row[column] = (row[column] as number) + 1;
  }
  return cells;
}

/** Parts of the cases that the cuts of each are made without. */
const FOLDS = 5;

/**
 * Scores on a scale of their own, such as cosines, put on people's levels: cut where as many lie below as people gave lower
 * levels. The cuts for a fifth of the cases are made on the other four fifths, so that none is fitted to itself.
 */
export function fitToLevels(rated: readonly Rated[], levels: readonly number[]): Rated[] {
  const cuts = Array.from({ length: FOLDS }, (_, fold) => {
    const others = rated.filter((_, i) => i % FOLDS !== fold);
    const scores = others.map(({ judge }) => judge);
    return levels.slice(1).map((level) => {
      const below = others.filter(({ human }) => nearestLevel(levels, human) < level).length;
      return quantile(scores, below / others.length) ?? Number.POSITIVE_INFINITY;
    });
  });
  return rated.map(({ human, judge }, i) => {
    const above = cuts[i % FOLDS]?.filter((cut) => judge > cut).length ?? 0;
    return { human, judge: levels[above] as number };
  });
}
