import { formatInterval, formatNumber, NONE } from "../../format-estimate.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { roundScale } from "../scale.ts";
import { chartFigure, round, short } from "./figure.ts";

export interface ForestRow {
  name: string;
  /** null where nothing could be estimated. */
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
}

const BOX = { width: 380, left: 122, right: 262, top: 12, row: 26, bottom: 44 };

/**
 * One estimate a row with its 95 % interval, beside a line for no effect; what crosses the line is drawn lighter. The
 * figures stand at the right.
 *
 * @param axis what the values are, with their unit. @param none the value of no effect.
 */
export function forestPlot(
  rows: readonly ForestRow[],
  { title, axis, none = 0 }: { title: string; axis: string; none?: number },
): Html {
  if (rows.length === 0) return NOTHING;
  const known = rows.flatMap(({ value, low, high }) => [value, low, high].filter((one) => one !== null));
  const scale = roundScale([...known, none], 3);
  const x = (at: number): number =>
    round(BOX.left + ((at - scale.low) / (scale.high - scale.low)) * (BOX.right - BOX.left));
  const height = BOX.top + rows.length * BOX.row + BOX.bottom;
  const foot = BOX.top + rows.length * BOX.row;
  const axes = [
    ...scale.ticks.map(
      (tick) =>
        html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${BOX.top}" y2="${foot}"/><text x="${x(tick)}" y="${foot + 15}" text-anchor="middle">${formatNumber(tick)}</text>`,
    ),
    html`<line class="bound" x1="${x(none)}" x2="${x(none)}" y1="${BOX.top}" y2="${foot}"/><text class="axis" x="${(BOX.left + BOX.right) / 2}" y="${foot + 32}" text-anchor="middle">${axis}</text>`,
  ];
  return chartFigure({
    title,
    note: `95 % intervals; upright line: ${formatNumber(none)}`,
    ...{
      width: BOX.width,
      height,
      marks: [...axes, ...rows.map((row, i) => rowMarks(row, { x, none, y: BOX.top + (i + 0.5) * BOX.row }))],
    },
    description: rows.map(rowText).join("; "),
    table: {
      heads: ["", "Value", "95 % interval", "n"],
      rows: rows.map(({ name, value, low, high, n }) => [
        name,
        value === null ? NONE : formatNumber(value),
        formatInterval({ low, high }),
        `${n}`,
      ]),
    },
  });
}

function rowMarks(row: ForestRow, { x, y, none }: { x: (at: number) => number; y: number; none: number }): Html {
  const { name, value, low, high } = row;
  const label = html`<text class="name" x="${BOX.left - 10}" y="${y + 3.5}" text-anchor="end">${short(name, 18)}<title>${name}</title></text>`;
  if (value === null) return html`${label}<text x="${BOX.right + 10}" y="${y + 3.5}">${NONE}</text>`;
  const crosses = low === null || high === null || (low <= none && none <= high);
  const range =
    low === null || high === null
      ? NOTHING
      : html`<line class="range" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>`;
  return html`${label}<g class="${crosses ? "faint" : "clear"}">${range}<rect class="dot" x="${round(x(value) - 3.5)}" y="${y - 3.5}" width="7" height="7"><title>${rowText(row)}</title></rect></g><text x="${BOX.right + 10}" y="${y + 3.5}">${formatNumber(value)} ${formatInterval({ low, high })}</text>`;
}

function rowText({ name, value, low, high, n }: ForestRow): string {
  return value === null ? `${name} ${NONE}` : `${name} ${formatNumber(value)} ${formatInterval({ low, high })} n=${n}`;
}
