import type { CurvePoint } from "../../core/index.ts";
import { formatInterval, formatNumber } from "../format-estimate.ts";
import { chartFigure, round } from "./charts/figure.ts";
import { type Html, html, NOTHING } from "./escape.ts";
import { roundScale, type Scale } from "./scale.ts";

const BOX = { width: 380, height: 210, left: 44, right: 368, top: 14, bottom: 164 };

/** Points from which on the dots are small, so that they do not touch. */
const MANY = 24;

interface Axes {
  x(turn: number): number;
  y(value: number): number;
  turns: number[];
  scale: Scale;
}

/** A measure's mean by turn as a line, with its 95 % interval as a band where there is one. */
export function driftCurve(measure: string, points: readonly CurvePoint[], unit: string): Html {
  const sorted = [...points].sort((a, b) => a.turn - b.turn);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return NOTHING;
  const axes = makeAxes(sorted, first.turn, last.turn);
  const line = sorted.map(({ turn, value }) => `${axes.x(turn)},${axes.y(value)}`).join(" ");
  const dots = sorted.map(
    (point) =>
      html`<circle class="dot" cx="${axes.x(point.turn)}" cy="${axes.y(point.value)}" r="${sorted.length > MANY ? 2 : 3.5}"><title>${pointText(point)}</title></circle>`,
  );
  const ends = sorted.length === 1 ? [first] : [first, last];
  return chartFigure({
    title: measure,
    note: "mean by turn; band: 95 % interval",
    ...{ width: BOX.width, height: BOX.height },
    description: ends.map(pointText).join("; "),
    marks: [
      axisMarks(axes, unit),
      ...bands(sorted).map((run) => band(run, axes)),
      html`<polyline class="line" points="${line}"/>${dots}`,
    ],
    table: {
      heads: ["Turn", "Mean", "95 % interval", "n"],
      rows: sorted.map(({ turn, value, low, high, n }) => [
        `${turn}`,
        formatNumber(value),
        formatInterval({ low, high }),
        `${n}`,
      ]),
    },
  });
}

function makeAxes(points: readonly CurvePoint[], first: number, last: number): Axes {
  const scale = roundScale(points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]));
  const span = last - first;
  const step = Math.max(1, Math.ceil(span / 6));
  return {
    x: (turn) =>
      round(
        span === 0 ? (BOX.left + BOX.right) / 2 : BOX.left + 10 + ((turn - first) / span) * (BOX.right - BOX.left - 20),
      ),
    y: (value) => round(BOX.bottom - ((value - scale.low) / (scale.high - scale.low)) * (BOX.bottom - BOX.top)),
    turns: Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => first + index * step),
    scale,
  };
}

function axisMarks({ x, y, turns, scale }: Axes, unit: string): Html {
  const rows = scale.ticks.map(
    (tick) =>
      html`<line class="grid" x1="${BOX.left}" x2="${BOX.right}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${BOX.left - 8}" y="${y(tick) + 3.5}" text-anchor="end">${formatNumber(tick)}</text>`,
  );
  const columns = turns.map(
    (turn) => html`<text x="${x(turn)}" y="${BOX.bottom + 18}" text-anchor="middle">${turn}</text>`,
  );
  const middle = (BOX.left + BOX.right) / 2;
  return html`${rows}${columns}<text class="axis" x="${middle}" y="${BOX.height - 6}" text-anchor="middle">turn of the persona</text><text class="axis" x="10" y="${(BOX.top + BOX.bottom) / 2}" text-anchor="middle" transform="rotate(-90 10 ${(BOX.top + BOX.bottom) / 2})">mean (${unit})</text>`;
}

interface Banded {
  turn: number;
  low: number;
  high: number;
}

/** Runs of neighbouring points that have an interval. */
function bands(points: readonly CurvePoint[]): Banded[][] {
  const runs: Banded[][] = [[]];
  for (const { turn, low, high } of points) {
    if (low === null || high === null) runs.push([]);
    else runs.at(-1)?.push({ turn, low, high });
  }
  return runs.filter((run) => run.length > 0);
}

function band(run: readonly Banded[], { x, y }: Axes): Html {
  const [only] = run;
  if (run.length === 1 && only !== undefined) {
    return html`<line class="whisker" x1="${x(only.turn)}" x2="${x(only.turn)}" y1="${y(only.low)}" y2="${y(only.high)}"/>`;
  }
  const top = run.map(({ turn, high }) => `${x(turn)},${y(high)}`);
  const bottom = run.toReversed().map(({ turn, low }) => `${x(turn)},${y(low)}`);
  return html`<polygon class="band" points="${[...top, ...bottom].join(" ")}"/>`;
}

function pointText(point: CurvePoint): string {
  const interval = point.low === null ? "no interval" : formatInterval(point);
  return `turn ${point.turn}: ${formatNumber(point.value)} ${interval} n=${point.n}`;
}
