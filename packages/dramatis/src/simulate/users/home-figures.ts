import type { Estimate, Score } from "../../core/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import type { HomeTick } from "./proactive-home.ts";

// How an assistant did in ProPerSim's home [207], day by day.

export interface HomeDay {
  day: number;
  /** Actions that could be read. */
  ticks: number;
  suggestions: number;
  /** Mean, 1..5; null where nothing was rated. */
  score: number | null;
}

export interface HomeFigures {
  days: HomeDay[];
  /** Suggestions over actions that could be read; each day is a cluster. */
  rate: Estimate;
  /** Mean score of suggestions, 1..5. */
  score: Estimate;
  /** Points a day that the daily mean rises by, least squares; null for fewer than two days with a score. */
  slope: number | null;
}

export function homeFigures(ticks: readonly HomeTick[], { seed }: { seed?: number } = {}): HomeFigures {
  const numbers = [...new Set(ticks.map(({ day }) => day))];
  const days = numbers.map((day): HomeDay => {
    const own = ticks.filter((tick) => tick.day === day && tick.activity !== null);
    const suggestions = own.filter(({ suggestion }) => suggestion !== null).length;
    return { day, ticks: own.length, suggestions, score: mean(own.flatMap(({ score }) => score ?? [])) };
  });
  const place = ({ day }: HomeTick, turn: number) => ({ cluster: `day ${day}`, turn });
  const rate = ticks.map((tick, i): Score => {
    if (tick.activity === null) return { ...place(tick, i), value: null, missing: "unparsed" };
    return { ...place(tick, i), value: Number(tick.suggestion !== null) };
  });
  const score = ticks.flatMap((tick, i): Score[] => {
    if (tick.suggestion === null) return [];
    const { score: value } = tick;
    return [value === null ? { ...place(tick, i), value, missing: "unparsed" } : { ...place(tick, i), value }];
  });
  const common = { version: "1", seed } as const;
  return {
    days,
    rate: estimateOf(rate, { ...common, measure: "suggestion-rate", unit: "ratio", direction: "none" }),
    score: estimateOf(score, { ...common, measure: "suggestion-score", unit: "points", direction: "higher" }),
    slope: slopeOf(days.flatMap(({ day, score: daily }) => (daily === null ? [] : [[day, daily] as const]))),
  };
}

/** Of the least-squares line through these points. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number | null {
  if (points.length < 2) return null;
  const middleX = mean(points.map(([x]) => x)) as number;
  const middleY = mean(points.map(([, y]) => y)) as number;
  const both = points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0);
  return both / points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
}
