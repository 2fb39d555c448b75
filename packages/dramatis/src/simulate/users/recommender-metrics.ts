import type { Estimate, Random, Score } from "../../core/index.ts";
import { estimateOf, f1Of, kendallTau, mean } from "../../stats/index.ts";
import type { RecommenderItem } from "./recommender-persona.ts";
import type { PageVisit, RecommenderWorld } from "./recommender-user.ts";

// How far simulated users of a recommender agree with people (SimUSER [186]): tastes, ratings, systems, visits.

/** One item: whether the simulated user took it, and whether the person did. */
export interface TastePair {
  predicted: boolean;
  gold: boolean;
}

export interface TasteScores {
  accuracy: number | null;
  /** null where nothing was taken. */
  precision: number | null;
  /** null where there was nothing to take. */
  recall: number | null;
  f1: number | null;
  n: number;
}

/** Items that were decided about on these pages, such as a `tastePage`, against those that the person liked. */
export function tastePairs(pages: readonly PageVisit[], liked: ReadonlySet<string>): TastePair[] {
  return pages.flatMap(({ decisions }) =>
    (decisions ?? []).map(({ id, watch }) => ({ predicted: watch, gold: liked.has(id) })),
  );
}

export function tasteScores(pairs: readonly TastePair[]): TasteScores {
  const right = (among: readonly TastePair[]): number | null =>
    mean(among.map(({ predicted, gold }) => Number(predicted === gold)));
  return {
    accuracy: right(pairs),
    precision: right(pairs.filter(({ predicted }) => predicted)),
    recall: right(pairs.filter(({ gold }) => gold)),
    f1: f1Of(pairs, true),
    n: pairs.length,
  };
}

/**
 * A shuffled page on which one in 1 + m items is of those that the person liked, the others of those that the person never met:
 * what tastes are tried on.
 *
 * @param options.size items; a multiple of 1 + m
 * @throws RangeError for such a size, or where there are too few items
 */
export function tastePage(
  { liked, others }: Readonly<Record<"liked" | "others", readonly RecommenderItem[]>>,
  { m, size, random }: { m: number; size: number; random: Random },
): { items: RecommenderItem[]; liked: ReadonlySet<string> } {
  const count = size / (1 + m);
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`invalid size; no multiple of ${1 + m}: ${size}`);
  if (liked.length < count || others.length < size - count) {
    throw new RangeError(`invalid items; ${count} liked and ${size - count} others wanted`);
  }
  const chosen = random.shuffle(liked).slice(0, count);
  const items = random.shuffle([...chosen, ...random.shuffle(others).slice(0, size - count)]);
  return { items, liked: new Set(chosen.map(({ id }) => id)) };
}

/** Root of the mean square and mean size of the errors of ratings; null for none. */
export function ratingErrors(pairs: readonly { predicted: number; gold: number }[]): {
  rmse: number | null;
  mae: number | null;
  n: number;
} {
  const errors = pairs.map(({ predicted, gold }) => predicted - gold);
  const square = mean(errors.map((error) => error ** 2));
  return { rmse: square === null ? null : Math.sqrt(square), mae: mean(errors.map(Math.abs)), n: errors.length };
}

/** Kendall's tau-b of recommenders as simulated users and as people rank them, over those that both know. */
export function rankingAgreement(
  simulated: Readonly<Record<string, number>>,
  people: Readonly<Record<string, number>>,
): { tau: number | null; n: number } {
  const names = Object.keys(simulated).filter((name) => Object.hasOwn(people, name));
  const of = (scores: Readonly<Record<string, number>>): number[] => names.map((name) => scores[name] as number);
  return { tau: kendallTau(of(simulated), of(people)), n: names.length };
}

export const VISIT_FIGURES = ["view-rate", "click-rate", "pages", "satisfaction"] as const;
export type VisitFigure = (typeof VISIT_FIGURES)[number];

/**
 * Over visits: share of decided items that were watched, share of pages on which something was clicked, pages of a visit, and its
 * satisfaction. Each visit is a cluster. A visit that could not be read is missing in the last two.
 */
export function visitFigures(
  visits: readonly RecommenderWorld[],
  { seed }: { seed?: number } = {},
): Record<VisitFigure, Estimate> {
  const scores: Record<VisitFigure, Score[]> = { "view-rate": [], "click-rate": [], pages: [], satisfaction: [] };
  for (const [i, { pages, satisfaction, ended }] of visits.entries()) {
    const cluster = `visit ${i + 1}`;
    for (const { decisions, clicked, move } of pages) {
      for (const { watch } of decisions ?? []) scores["view-rate"].push({ cluster, value: Number(watch) });
      if (move !== null) scores["click-rate"].push({ cluster, value: Number(clicked !== undefined) });
    }
    const whole = (value: number | null): Score =>
      ended === "unread" ? { cluster, value: null, missing: "unparsed" } : { cluster, value };
    scores.pages.push(whole(pages.length));
    scores.satisfaction.push(whole(satisfaction));
  }
  const units = { "view-rate": "ratio", "click-rate": "ratio", pages: "count", satisfaction: "points" } as const;
  const estimate = (measure: VisitFigure): Estimate =>
    estimateOf(scores[measure], {
      measure,
      version: "1",
      unit: units[measure],
      direction: "none",
      counts: "claims",
      seed,
    });
  return Object.fromEntries(VISIT_FIGURES.map((name) => [name, estimate(name)])) as Record<VisitFigure, Estimate>;
}
