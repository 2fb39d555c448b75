import { formatInterval, formatNumber, NONE } from "../../format-estimate.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { givenScale, roundScale } from "../scale.ts";
import { chartFigure, round, short } from "./figure.ts";

export interface ForestRow {
  name: string;
  /** null where nothing could be estimated. */
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  /** Of people. */
  norm?: { mean: number; sd: number };
}

export interface ForestPlotOptions {
  title: string;
  /** What the values are, with their unit. */
  axis: string;
  /** The value of no effect; null where there is none. */
  none?: number | null;
  /** Ends of the axis; by default round ones that hold every value and 0. */
  ends?: readonly [low: number, high: number] | undefined;
}

const BOX = { width: 452, left: 146, right: 256, top: 12, row: 24, bottom: 44 };

/**
 * One estimate a row with its 95 % interval, the figures at the right. Beside a line of no effect what crosses it is drawn
 * lighter; where norms are given, one standard deviation of people on either side of their mean is shaded.
 */
export function forestPlot(rows: readonly ForestRow[], { title, axis, none = 0, ends }: ForestPlotOptions): Html {
  if (rows.length === 0) return NOTHING;
  const scale = ends
    ? givenScale(...ends)
    : roundScale([...rows.flatMap(placesOf), ...(none === null ? [] : [none])], 3);
  const x = (at: number): number => {
    const share = Math.min(1, Math.max(0, (at - scale.low) / (scale.high - scale.low)));
    return round(BOX.left + share * (BOX.right - BOX.left));
  };
  const foot = BOX.top + rows.length * BOX.row;
  const axes = [
    ...scale.ticks.map(
      (tick) =>
        html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${BOX.top}" y2="${foot}"/><text x="${x(tick)}" y="${foot + 15}" text-anchor="middle">${formatNumber(tick)}</text>`,
    ),
    none === null ? NOTHING : html`<line class="bound" x1="${x(none)}" x2="${x(none)}" y1="${BOX.top}" y2="${foot}"/>`,
    html`<text class="axis" x="${(BOX.left + BOX.right) / 2}" y="${foot + 32}" text-anchor="middle">${axis}</text>`,
  ];
  const isNormed = rows.some(({ norm }) => norm !== undefined);
  const notes = [
    "95 % intervals",
    ...(none === null ? [] : [`upright line: ${formatNumber(none)}`]),
    ...(isNormed ? ["shaded: people, mean ± 1 sd"] : []),
  ];
  return chartFigure({
    title,
    note: notes.join("; "),
    ...{ width: BOX.width, height: foot + BOX.bottom },
    marks: [...axes, ...rows.map((row, i) => rowMarks(row, { x, none, y: BOX.top + (i + 0.5) * BOX.row }))],
    description: rows.map(rowText).join("; "),
    table: {
      heads: ["", "Value", "95 % interval", "n", ...(isNormed ? ["People: mean (sd)"] : [])],
      rows: rows.map(({ name, value, low, high, n, norm }) => [
        name,
        value === null ? NONE : formatNumber(value),
        formatInterval({ low, high }),
        `${n}`,
        ...(isNormed ? [norm ? `${formatNumber(norm.mean)} (${formatNumber(norm.sd)})` : NONE] : []),
      ]),
    },
  });
}

function placesOf({ value, low, high, norm }: ForestRow): number[] {
  const people = norm ? [norm.mean - norm.sd, norm.mean + norm.sd] : [];
  return [value, low, high].filter((one) => one !== null).concat(people);
}

interface Place {
  x: (at: number) => number;
  y: number;
  none: number | null;
}

function rowMarks(row: ForestRow, { x, y, none }: Place): Html {
  const { name, value, low, high, n, norm } = row;
  const people = norm
    ? html`<rect class="band" x="${x(norm.mean - norm.sd)}" y="${y - 8}" width="${round(x(norm.mean + norm.sd) - x(norm.mean - norm.sd))}" height="16"/><line class="grid dashed" x1="${x(norm.mean)}" x2="${x(norm.mean)}" y1="${y - 8}" y2="${y + 8}"/>`
    : NOTHING;
  const label = html`${people}<text class="name" x="${BOX.left - 10}" y="${y + 3.5}" text-anchor="end">${short(name, 22)}<title>${name}</title></text>`;
  if (value === null) return html`${label}<text x="${BOX.right + 10}" y="${y + 3.5}">${NONE}</text>`;
  const crosses = none !== null && (low === null || high === null || (low <= none && none <= high));
  const range =
    low === null || high === null
      ? NOTHING
      : html`<line class="range" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>`;
  return html`${label}<g class="${crosses ? "faint" : "clear"}">${range}<rect class="dot" x="${round(x(value) - 3.5)}" y="${y - 3.5}" width="7" height="7"><title>${rowText(row)}</title></rect></g><text x="${BOX.right + 10}" y="${y + 3.5}">${formatNumber(value)} ${formatInterval({ low, high })} n=${n}</text>`;
}

function rowText({ name, value, low, high, n }: ForestRow): string {
  return value === null ? `${name} ${NONE}` : `${name} ${formatNumber(value)} ${formatInterval({ low, high })} n=${n}`;
}
