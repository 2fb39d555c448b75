import { contentId } from "../../core/index.ts";
import { krippendorffAlpha, mean, spearman } from "../../stats/index.ts";
import { agreementOf, confusionOf, type Figure, figureOf, fitToLevels, nearestLevel, type Rated } from "./agreement.ts";
import type { Calibration } from "./calibration.ts";
import type { CaseJudge, CaseVerdict } from "./case-judge.ts";
import { type LabelledCase, referenceOf } from "./labelled-set.ts";
import { mayGate } from "./may-gate.ts";
import type { RoleFigures } from "./role-identification.ts";
import { attemptsOn, shareOf, swapOf, truncationOf } from "./steadiness.ts";

export interface CalibrateOptions {
  labelled: readonly LabelledCase[];
  judge: CaseJudge;
  /** Scores that can be given; by default all that people gave. */
  levels?: readonly number[];
  /** "own" where the judge's scores are on a scale of their own, as cosines are. */
  scale?: "same" | "own";
  /** Times that each case is judged. */
  repeats?: number;
  /** Attempts to talk it into the top score; 0 for measures, which read no orders. */
  attempts?: number;
  /** From this many characters on a case is long. */
  long?: number;
  roles?: RoleFigures;
  /** ISO 8601. */
  at?: string;
  resamples?: number;
  seed?: number;
  signal?: AbortSignal;
  /** Told after each pass over the cases. */
  onPass?: (pass: string) => void;
}

/**
 * How far a judge agrees with people, with itself, and with itself where only the order, the length or an attempt to steer
 * it changed; and what it may therefore be used for.
 *
 * @throws RangeError for fewer than two levels. @throws whatever the judge throws.
 */
export async function calibrateJudge(options: CalibrateOptions): Promise<Calibration> {
  const { labelled, judge, scale = "same", repeats = 2, attempts = 24, long = 4_000, roles, signal } = options;
  const { at = new Date().toISOString(), resamples = 1_000, seed = 42, onPass = () => undefined } = options;
  const cases = labelled.filter((one) => referenceOf(one) !== null);
  const levels = options.levels ?? levelsOf(cases);
  if (levels.length < 2) throw new RangeError(`invalid levels; fewer than two: ${levels.join(", ")}`);
  const settings = { resamples, seed };
  const given = signal && { signal };

  const passes: CaseVerdict[][] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    passes.push(await judge.judge(cases, { repeat, ...given }));
    onPass(`judged, ${repeat + 1} of ${repeats}`);
  }
  const first = passes[0] ?? [];
  const pairs = cases.flatMap((one, i) => {
    const value = first[i]?.value ?? null;
    return value === null ? [] : [{ one, human: referenceOf(one) as number, judge: value }];
  });
  const onLevels: Rated[] = scale === "own" ? fitToLevels(pairs, levels) : pairs;
  const agreement = agreementOf(onLevels, { levels, ...settings });
  if (scale === "own") {
    // Ranks are what such a score has: they are taken before it is put on levels.
    const { spearman: rank, kendall } = agreementOf(pairs, { levels, ...settings });
    Object.assign(agreement, { spearman: rank, kendall });
  }
  const truncation = await truncationOf({ cases, verdicts: first, judge, long, ...given });
  const swap = await swapOf({ cases, verdicts: first, judge, levels, ...given });
  onPass("order and length");
  const tried =
    attempts === 0 ? null : await attemptsOn({ cases, verdicts: first, judge, levels, attempts, seed, ...given });
  onPass("attempts");

  const evidence: Omit<Calibration, "verdict"> = {
    judge: judge.id,
    decides: judge.decides,
    at,
    set: {
      id: contentId(cases),
      cases: cases.length,
      raters: new Set(cases.flatMap(({ labels }) => Object.keys(labels))).size,
      reliability: reliabilityOf(cases, levels),
      oneRater: figureOf(cases, oneRater, settings),
    },
    levels: [...levels],
    scale,
    missing: missingOf(first),
    agreement,
    lessOneRater: figureOf(pairs, lessOneRater, settings),
    confusion: confusionOf(onLevels, levels),
    baseRate: {
      human: sharesOf(
        onLevels.map(({ human }) => human),
        levels,
      ),
      judge: sharesOf(
        onLevels.map((pair) => pair.judge),
        levels,
      ),
    },
    selfConsistency: repeats < 2 ? null : { ...alikeIn(passes), repeats },
    swap,
    truncation,
    attempts: tried,
    roles: roles ? { top1: roles.top1, top1Interval: roles.top1Interval, n: roles.n, missing: roles.missing } : null,
  };
  return { ...evidence, verdict: mayGate(evidence) };
}

function levelsOf(cases: readonly LabelledCase[]): number[] {
  return [...new Set(cases.flatMap(({ labels }) => Object.values(labels)))].sort((a, b) => a - b);
}

/**
 * Reliability of what the raters of a case say together: Spearman and Brown's of Krippendorff's alpha for their mean number,
 * k·α / (1 + (k − 1)·α). null where no case has two.
 */
function reliabilityOf(cases: readonly LabelledCase[], levels: readonly number[]): number | null {
  const rows = cases.map(({ labels }) => Object.values(labels)).filter((row) => row.length > 1);
  const raters = mean(rows.map((row) => row.length));
  // alpha counts raters, and needs none to be the same person from case to case
  const alpha = krippendorffAlpha(rows, levels.length > 2 ? "ordinal" : "nominal");
  if (raters === null || alpha === null) return null;
  return Math.max(0, (raters * alpha) / (1 + (raters - 1) * alpha));
}

/** Mean over the places of raters of the Spearman of one's labels with the mean of the others'. */
function oneRater(cases: readonly LabelledCase[]): number | null {
  const rows = cases.map(({ labels }) => Object.values(labels)).filter((row) => row.length > 1);
  const most = Math.max(0, ...rows.map((row) => row.length));
  const figures = Array.from({ length: most }, (_, place) => {
    const own = rows.filter((row) => row.length > place);
    const others = own.map((row) => mean(row.filter((_, i) => i !== place)) as number);
    return own.length < 8
      ? null
      : spearman(
          own.map((row) => row[place] as number),
          others,
        );
  });
  return mean(figures.filter((figure) => figure !== null));
}

function lessOneRater(pairs: readonly (Rated & { one: LabelledCase })[]): number | null {
  const own = spearman(
    pairs.map(({ human }) => human),
    pairs.map(({ judge }) => judge),
  );
  const human = oneRater(pairs.map(({ one }) => one));
  return own === null || human === null ? null : own - human;
}

/** Cases that every pass judged, and the share of them that each judged alike. */
function alikeIn(passes: readonly CaseVerdict[][]): Figure {
  const rows = (passes[0] ?? []).map((_, i) => passes.map((pass) => pass[i]?.value ?? null));
  const judged = rows.filter((row) => row.every((value) => value !== null));
  return shareOf(judged.filter((row) => new Set(row).size === 1).length, judged.length);
}

function missingOf(verdicts: readonly CaseVerdict[]): Record<string, number> {
  const missing: Record<string, number> = {};
  for (const { value, missing: why = "failed" } of verdicts) if (value === null) missing[why] = (missing[why] ?? 0) + 1;
  return missing;
}

function sharesOf(values: readonly number[], levels: readonly number[]): number[] {
  return levels.map((level) =>
    values.length === 0 ? 0 : values.filter((value) => nearestLevel(levels, value) === level).length / values.length,
  );
}
