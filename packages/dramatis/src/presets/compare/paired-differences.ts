import type { Estimate, Missing, Score } from "../../core/index.ts";
import { MISSING } from "../../core/index.ts";
import { bootstrapInterval, holm, mean, signFlipTest, smallestEffect } from "../../stats/index.ts";

/** What a measure says of one side's answers. */
export interface SideScores {
  /** Item → the scores of its answers, of all repeats. */
  byItem: ReadonlyMap<string, readonly Score[]>;
}

/** One measure on both sides, item by item. Everything is null where no item has a score on both. */
export interface PairedDifference {
  measure: string;
  unit: Estimate["unit"];
  direction: Estimate["direction"];
  /** Items with a score on both sides. */
  pairs: number;
  /** Items with a score on one side only, which are in no figure. */
  unpaired: number;
  /** Mean over the pairs. */
  before: number | null;
  after: number | null;
  /** after − before. */
  difference: number | null;
  /** 95 %, items resampled; null for fewer than two pairs. */
  low: number | null;
  high: number | null;
  /** Sign-flip test, two-sided. */
  p: number | null;
  /** p after Holm over the measures that have one. */
  adjusted: number | null;
  /** Smallest difference that so many pairs would have shown, at .05 two-sided with power .80; null without spread. */
  smallest: number | null;
  verdict: "better" | "worse" | "changed" | "no difference seen" | "nothing to compare";
  missing: { before: Record<Missing, number>; after: Record<Missing, number> };
  /** Every pair. */
  items: { item: string; before: number; after: number }[];
}

export interface MeasuredTwice extends Pick<Estimate, "unit" | "direction"> {
  measure: string;
  before: SideScores;
  after: SideScores;
}

const LEVEL = 0.05;

/** Differences of all measures, with the p values of the family after Holm. An item's value is the mean of its scores. */
export function pairedDifferences(
  measured: readonly MeasuredTwice[],
  { seed = 42 }: { seed?: number } = {},
): PairedDifference[] {
  const found = measured.map((one) => differenceOf(one, seed));
  const tested = found.filter(({ p }) => p !== null);
  const adjusted = holm(tested.map(({ p }) => p as number));
  return found.map((one) => {
    const own = one.p === null ? null : (adjusted[tested.indexOf(one)] as number);
    return { ...one, adjusted: own, verdict: verdictOf(one, own) };
  });
}

function differenceOf({ measure, unit, direction, before, after }: MeasuredTwice, seed: number): PairedDifference {
  const values = [before, after].map(({ byItem }) => valuesOf(byItem));
  const [first = new Map<string, number>(), second = new Map<string, number>()] = values;
  const items = [...first].flatMap(([item, one]) => {
    const other = second.get(item);
    return other === undefined ? [] : [{ item, before: one, after: other }];
  });
  const differences = items.map((pair) => pair.after - pair.before);
  const interval = bootstrapInterval(differences, (sample) => mean(sample) as number, { seed });
  const spread = deviation(differences);
  return {
    measure,
    unit,
    direction,
    pairs: items.length,
    unpaired: first.size + second.size - 2 * items.length,
    before: mean(items.map((pair) => pair.before)),
    after: mean(items.map((pair) => pair.after)),
    difference: mean(differences),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    p: items.length < 2 ? null : (signFlipTest(differences, { seed })?.p ?? null),
    adjusted: null,
    smallest: spread === 0 ? null : smallestEffect(items.length, spread),
    verdict: "nothing to compare",
    missing: { before: missingOf(before), after: missingOf(after) },
    items,
  };
}

function verdictOf(
  { pairs, difference, direction }: PairedDifference,
  adjusted: number | null,
): PairedDifference["verdict"] {
  if (pairs === 0 || difference === null) return "nothing to compare";
  if (adjusted === null || adjusted >= LEVEL || difference === 0) return "no difference seen";
  if (direction === "none") return "changed";
  return difference > 0 === (direction === "higher") ? "better" : "worse";
}

/** The weighted mean of each item's scores; items without one are left out. */
function valuesOf(byItem: SideScores["byItem"]): Map<string, number> {
  const values = new Map<string, number>();
  for (const [item, scores] of byItem) {
    let [weighted, weight] = [0, 0];
    for (const { value, weight: own = 1 } of scores) {
      if (value === null || !Number.isFinite(value)) continue;
      weighted += own * value;
      weight += own;
    }
    if (weight > 0) values.set(item, weighted / weight);
  }
  return values;
}

function missingOf({ byItem }: SideScores): Record<Missing, number> {
  const all = [...byItem.values()].flat().filter(({ value }) => value === null);
  const count = (reason: Missing): number => all.filter(({ missing = "failed" }) => missing === reason).length;
  return Object.fromEntries(MISSING.map((reason) => [reason, count(reason)])) as Record<Missing, number>;
}

/** Of a sample; 0 for fewer than two. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values) as number;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
