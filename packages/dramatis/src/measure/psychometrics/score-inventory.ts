/**
 * The scores of a questionnaire: keyed means or sums by scale and facet, with percentiles against a norm group.
 *
 * Reverse-scored answers are turned round (lowest + highest − answer); a scale of which more than a fifth is missing has no
 * score. Percentiles are by the normal curve. Bundled are IPIP-50, IPIP-NEO-120 and MPI [166]; of BFI-44, SD3, PVQ-21 and others
 * the keys alone. No answers: null.
 *
 * @function
 * @paper 166, 17
 */
import { InputError, normalShare } from "../../core/index.ts";
import { level9 } from "../../persona/markers.ts";
import { mean } from "../../stats/index.ts";
import { type InstrumentFile, type InstrumentNorm, partName } from "./instrument-file.ts";
import { rangeOf } from "./read-instrument.ts";

/** Answers by item; a fraction is the expected answer of a model that gives probabilities. */
export type Answers = Readonly<Record<string, number | null | undefined>>;

/** The score of one person on a scale or facet. */
export interface ScaleScore {
  scale: string;
  facet?: string;
  /** Mean or sum as the instrument says, reversed items turned around; null where too many answers are missing. */
  value: number | null;
  /** Over the answered items, in proportion to all; null with `value`. */
  sum: number | null;
  /** Items that count. */
  n: number;
  /** Items without an answer, those out of range included. */
  missing: number;
  outOfRange: number;
  /** Population standard deviation over the person's items, turned around: the consistency of MPI [166]. */
  itemSd: number | null;
  /** Share of the range, 0..1. */
  unit: number | null;
  /** 1..9, the levels of the markers [37]. */
  level: number | null;
  /** 50 + 10 z in the norm group, and the share of it below by the normal curve, in percent: an approximation. */
  t?: number;
  percentile?: number;
}

export interface ScoreInventoryOptions {
  /** Norm group, such as women-21-40; no percentile where absent. */
  group?: string | undefined;
}

/** Where an instrument says nothing of it. */
export const MOST_MISSING = 0.2;

/**
 * Scores one person's answers: reversed items are turned around (least + most − answer), a scale is the mean or the sum of
 * its items, a sum in proportion where some are missing. Answers out of range are missing and counted. A scale of which more
 * than the allowed share is missing is null, never a middle. Scales come first, then their facets.
 *
 * @throws InputError for a norm group that the instrument does not have.
 */
export function scoreInventory(
  file: InstrumentFile,
  answers: Answers,
  { group }: ScoreInventoryOptions = {},
): ScaleScore[] {
  const norms = group === undefined ? [] : normsOf(file, group);
  return partsOf(file).map(({ scale, facet, items }) => {
    const part = { scale, ...(facet !== undefined && { facet }) };
    const norm = norms.find((one) => partName(one) === partName(part));
    return { ...part, ...scorePart(file, items, { answers, norm }) };
  });
}

/** The scales of an instrument, then their facets, with what counts on each. */
export function partsOf({
  scales,
  key,
}: InstrumentFile): { scale: string; facet?: string; items: { item: string; sign: 1 | -1 }[] }[] {
  const whole = scales.map(({ id }) => ({ scale: id, items: key.filter(({ scale }) => scale === id) }));
  const facets = scales.flatMap(({ id }) => {
    const own = key.filter(({ scale, facet }) => scale === id && facet !== undefined);
    return [...Map.groupBy(own, ({ facet }) => facet as string)].map(([facet, items]) => ({ scale: id, facet, items }));
  });
  return [...whole, ...facets];
}

/** An answer as it counts on a scale. */
export function keyed(answer: number, sign: 1 | -1, { min, max }: { min: number; max: number }): number {
  return sign > 0 ? answer : min + max - answer;
}

/** The groups of which an instrument has norms. */
export function normGroups({ norms = [] }: InstrumentFile): string[] {
  return [...new Set(norms.map(({ group }) => group))];
}

function scorePart(
  file: InstrumentFile,
  items: readonly { item: string; sign: 1 | -1 }[],
  { answers, norm }: { answers: Answers; norm: InstrumentNorm | undefined },
): Omit<ScaleScore, "scale" | "facet"> {
  const range = rangeOf(file);
  const given = items.map(({ item, sign }) => ({ answer: answers[item] ?? null, sign }));
  const outOfRange = given.filter(({ answer }) => answer !== null && !isIn(answer, range)).length;
  const values = given.flatMap(({ answer, sign }) =>
    answer !== null && isIn(answer, range) ? [keyed(answer, sign, range)] : [],
  );
  const missing = items.length - values.length;
  const average = mean(values);
  const counts = { n: values.length, missing, outOfRange };
  if (average === null || missing > (file.maxMissing ?? MOST_MISSING) * items.length + 1e-9) {
    return { value: null, sum: null, ...counts, itemSd: null, unit: null, level: null };
  }
  const sum = average * items.length;
  const value = file.aggregate === "sum" ? sum : average;
  const unit = (average - range.min) / (range.max - range.min);
  const itemSd = Math.sqrt(mean(values.map((one) => (one - average) ** 2)) as number);
  const z = norm && (value - norm.mean) / norm.sd;
  return {
    value,
    sum,
    ...counts,
    itemSd,
    unit,
    level: level9(unit),
    ...(z !== undefined && { t: 50 + 10 * z, percentile: 100 * normalShare(z) }),
  };
}

function isIn(answer: number, { min, max }: { min: number; max: number }): boolean {
  return answer >= min && answer <= max;
}

function normsOf(file: InstrumentFile, group: string): InstrumentNorm[] {
  const own = (file.norms ?? []).filter((norm) => norm.group === group);
  if (own.length > 0) return own;
  const groups = normGroups(file);
  throw new InputError({
    where: file.name,
    found: `no norms of ${JSON.stringify(group)}`,
    expected: groups.length > 0 ? `one of ${groups.join(", ")}` : "no norm group: it has no norms",
  });
}
