import { formatNumber } from "../../format-estimate.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { roundScale } from "../scale.ts";
import { chartFigure, round } from "./figure.ts";

export interface Histogram {
  title: string;
  /** How many lie in each of the equal parts between the ends. */
  bins: readonly number[];
  ends: readonly [low: number, high: number];
  mean: number;
  sd: number;
}

const BOX = { width: 380, height: 150, left: 44, right: 368, top: 10, bottom: 116 };
const TICKS = 5;

/** Counts as bars, the mean as an upright line; nothing of nobody. */
export function histogram({ title, bins, ends: [low, high], mean, sd }: Histogram): Html {
  const n = bins.reduce((sum, count) => sum + count, 0);
  if (n === 0) return NOTHING;
  const scale = roundScale(bins, 2);
  const x = (value: number): number => round(BOX.left + ((value - low) / (high - low)) * (BOX.right - BOX.left));
  const y = (count: number): number => round(BOX.bottom - (count / scale.high) * (BOX.bottom - BOX.top));
  const edge = (i: number): number => low + (i / bins.length) * (high - low);
  const bars = bins.map(
    (count, i) =>
      html`<rect class="share first" x="${round(x(edge(i)) + 0.5)}" y="${y(count)}" width="${round(x(edge(i + 1)) - x(edge(i)) - 1)}" height="${round(BOX.bottom - y(count))}"><title>${formatNumber(edge(i))} to ${formatNumber(edge(i + 1))}: ${count}</title></rect>`,
  );
  const rows = scale.ticks.map(
    (tick) =>
      html`<line class="grid" x1="${BOX.left}" x2="${BOX.right}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${BOX.left - 8}" y="${y(tick) + 3.5}" text-anchor="end">${tick.toLocaleString("en-US")}</text>`,
  );
  const columns = Array.from({ length: TICKS }, (_, i) => {
    const at = low + (i / (TICKS - 1)) * (high - low);
    return html`<text x="${x(at)}" y="${BOX.bottom + 16}" text-anchor="middle">${formatNumber(at)}</text>`;
  });
  const said = `mean ${formatNumber(mean)}, sd ${formatNumber(sd)}, n=${n.toLocaleString("en-US")}`;
  return chartFigure({
    title,
    note: said,
    ...{ width: BOX.width, height: BOX.height },
    description: said,
    marks: [
      ...rows,
      ...columns,
      ...bars,
      html`<line class="bound" x1="${x(mean)}" x2="${x(mean)}" y1="${BOX.top}" y2="${BOX.bottom}"/>`,
    ],
    table: {
      heads: ["From, to", "People"],
      rows: bins.map((count, i) => [`${formatNumber(edge(i))} – ${formatNumber(edge(i + 1))}`, `${count}`]),
    },
  });
}
