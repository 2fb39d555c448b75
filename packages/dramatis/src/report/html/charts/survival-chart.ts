import { medianSurvival, type SurvivalStep } from "../../../stats/index.ts";
import { formatInterval, formatNumber, NONE } from "../../format-estimate.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { chartFigure, points, round } from "./figure.ts";

export interface SurvivalSeries {
  name: string;
  curve: readonly SurvivalStep[];
  /** Turns watched: the line is drawn that far. */
  until: number;
  n: number;
}

const BOX = { width: 380, height: 226, left: 54, right: 368, top: 14, bottom: 160 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/**
 * Share still in character after each turn, one stepped line a series with its 95 % interval as a band; the second is
 * dashed. A dotted line marks one half. At most two series: more could not be told apart.
 */
export function survivalChart(
  series: readonly SurvivalSeries[],
  { title = "In character" }: { title?: string } = {},
): Html {
  const drawn = series.slice(0, 2).filter(({ until }) => until > 0);
  if (drawn.length === 0) return NOTHING;
  const until = Math.max(...drawn.map((one) => one.until));
  const x = (turn: number): number => BOX.left + (turn / until) * (BOX.right - BOX.left - 8);
  const y = (share: number): number => BOX.bottom - share * (BOX.bottom - BOX.top);
  const every = Math.max(1, Math.ceil(until / 6));
  const ticks = Array.from({ length: Math.floor(until / every) + 1 }, (_, i) => i * every);
  const axes = [
    ...SHARES.map(
      (share) =>
        html`<line class="grid${share === 0.5 ? " dotted" : ""}" x1="${BOX.left}" x2="${BOX.right}" y1="${y(share)}" y2="${y(share)}"/><text x="${BOX.left - 8}" y="${y(share) + 3.5}" text-anchor="end">${formatNumber(share)}</text>`,
    ),
    ...ticks.map(
      (turn) => html`<text x="${round(x(turn))}" y="${BOX.bottom + 18}" text-anchor="middle">${turn}</text>`,
    ),
    html`<text class="axis" x="${(BOX.left + BOX.right) / 2}" y="${BOX.bottom + 34}" text-anchor="middle">turn of the persona</text>`,
    html`<text class="axis" x="10" y="${(BOX.top + BOX.bottom) / 2}" text-anchor="middle" transform="rotate(-90 10 ${(BOX.top + BOX.bottom) / 2})">share in character</text>`,
  ];
  const lines = drawn.map((one, i) => seriesMarks(one, { x, y, kind: i === 0 ? "first" : "second" }));
  const legend = drawn.map((one, i) => legendMark(one.name, i));
  return chartFigure({
    title,
    note: "Kaplan–Meier; bands: 95 % intervals; dotted: one half",
    ...{ width: BOX.width, height: BOX.height, marks: [...axes, ...lines, ...legend] },
    description: drawn.map(seriesText).join("; "),
    table: {
      heads: ["Series, turn", "At risk", "Left", "In character", "95 % interval"],
      rows: drawn.flatMap(({ name, curve }) =>
        curve.map(({ time, atRisk, ended, survival, low, high }) => [
          `${name}, ${time}`,
          `${atRisk}`,
          `${ended}`,
          formatNumber(survival),
          formatInterval({ low, high }),
        ]),
      ),
    },
  });
}

interface Axes {
  x(turn: number): number;
  y(share: number): number;
  kind: "first" | "second";
}

function seriesMarks({ curve, until }: SurvivalSeries, { x, y, kind }: Axes): Html {
  const stepped = (of: (step: SurvivalStep) => number): [number, number][] => {
    let last = 1;
    const corners = curve.flatMap((step): [number, number][] => {
      const before = last;
      last = of(step);
      return [
        [x(step.time), y(before)],
        [x(step.time), y(last)],
      ];
    });
    return [[x(0), y(1)], ...corners, [x(until), y(last)]];
  };
  const band = points([...stepped(({ high }) => high), ...stepped(({ low }) => low).toReversed()]);
  return html`<polygon class="band ${kind}" points="${band}"/><polyline class="line ${kind}" points="${points(stepped(({ survival }) => survival))}"/>`;
}

function legendMark(name: string, i: number): Html {
  const at = BOX.left + i * 165;
  const y = BOX.height - 8;
  return html`<line class="line ${i === 0 ? "first" : "second"}" x1="${at}" x2="${at + 22}" y1="${y - 4}" y2="${y - 4}"/><text class="name" x="${at + 28}" y="${y}">${name.length > 24 ? `${name.slice(0, 23)}…` : name}</text>`;
}

function seriesText({ name, curve, n, until }: SurvivalSeries): string {
  const last = curve.at(-1)?.survival ?? 1;
  const { time, low, high } = medianSurvival(curve);
  const half =
    time === null ? `no half-life within ${until} turns` : `half-life ${time} [${low ?? NONE}, ${high ?? NONE}] turns`;
  return `${name}: ${formatNumber(last)} of ${n} in character after turn ${until}, ${half}`;
}
