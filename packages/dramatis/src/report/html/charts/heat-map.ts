import { formatNumber, NONE } from "../../format-estimate.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { chartFigure, round, short } from "./figure.ts";

export interface HeatMap {
  title: string;
  /** Names of the columns: orders, wordings, turns. */
  columns: readonly string[];
  /** One row an item, with a value a column; null where it has none. */
  rows: readonly { name: string; values: readonly (number | null)[] }[];
  min: number;
  max: number;
  /** What a row is. */
  of?: string;
}

const CELL = { height: 18, top: 30, left: 226, right: 436, bottom: 26 };

/** Letters of a column's name at most where it stands upright, and the width of a letter or a digit. */
const UPRIGHT = { letters: 16, width: 6.2 };

/** Steps of the fill; the style sheet has a class for each. */
const STEPS = 5;

/** Rows by columns, stronger for higher; what has no value is crossed. The numbers stand in the cells where there is room. */
export function heatMap({ title, columns, rows, min, max, of = "Item" }: HeatMap): Html {
  if (rows.length === 0 || columns.length === 0) return NOTHING;
  const width = (CELL.right - CELL.left) / columns.length;
  const step = (value: number): number =>
    Math.min(STEPS - 1, Math.max(0, Math.floor(((value - min) / (max - min)) * STEPS)));
  const { top, marks: heads } = columnHeads(columns, width);
  const longest = Math.max(
    ...rows.flatMap(({ values }) => values.map((value) => (value === null ? 0 : formatNumber(value).length))),
  );
  const hasRoom = width >= 22 && longest * UPRIGHT.width <= width;
  const lines = rows.map(({ name, values }, row) => {
    const y = top + row * CELL.height;
    const cells = columns.map((column, i) => {
      const value = values[i] ?? null;
      const x = round(CELL.left + i * width);
      const text = `${name}, ${column}: ${value === null ? "no value" : formatNumber(value)}`;
      if (value === null) {
        const [right, low] = [round(x + width - 2), y + CELL.height - 3];
        return html`<g><title>${text}</title><rect class="cell none" x="${x}" y="${y}" width="${round(width - 1)}" height="${CELL.height - 1}"/><line class="grid" x1="${round(x + 2)}" x2="${right}" y1="${low}" y2="${y + 2}"/></g>`;
      }
      const label = !hasRoom
        ? NOTHING
        : html`<text class="in heat-${step(value)}" x="${round(x + width / 2)}" y="${y + 12.5}" text-anchor="middle">${formatNumber(value)}</text>`;
      return html`<g><title>${text}</title><rect class="cell heat-${step(value)}" x="${x}" y="${y}" width="${round(width - 1)}" height="${CELL.height - 1}"/>${label}</g>`;
    });
    return html`<text class="name" x="${CELL.left - 8}" y="${y + 12.5}" text-anchor="end">${short(name, 36)}<title>${name}</title></text>${cells}`;
  });
  const height = top + rows.length * CELL.height + CELL.bottom;
  const all = rows.flatMap(({ values }) => values.slice(0, columns.length));
  const missing = rows.length * columns.length - all.filter((value) => value !== null).length;
  return chartFigure({
    title,
    note: `${formatNumber(min)} faint to ${formatNumber(max)} strong; crossed: no value`,
    ...{ width: 440, height, marks: [...heads, ...lines, legend(height - 16, { min, max })] },
    description: `${rows.length} by ${columns.length}, ${missing} without a value; ${extremes(rows)}`,
    table: {
      heads: [of, ...columns],
      rows: rows.map(({ name, values }) => [
        name,
        ...columns.map((_, i) => (values[i] == null ? NONE : formatNumber(values[i] as number))),
      ]),
    },
  });
}

/** Names over the columns: upright where they are too long to lie. */
function columnHeads(columns: readonly string[], width: number): { top: number; marks: Html[] } {
  const longest = Math.max(...columns.map((column) => column.length));
  const middle = (i: number): number => round(CELL.left + (i + 0.5) * width);
  if (longest * UPRIGHT.width <= width) {
    const y = CELL.top - 8;
    const marks = columns.map(
      (column, i) => html`<text x="${middle(i)}" y="${y}" text-anchor="middle">${column}</text>`,
    );
    return { top: CELL.top, marks };
  }
  const top = 14 + Math.min(longest, UPRIGHT.letters) * UPRIGHT.width;
  const y = round(top - 6);
  const marks = columns.map(
    (column, i) =>
      html`<text x="${middle(i)}" y="${y}" transform="rotate(-90 ${middle(i)} ${y})" dy="3.5">${short(column, UPRIGHT.letters)}<title>${column}</title></text>`,
  );
  return { top: round(top), marks };
}

function legend(y: number, { min, max }: { min: number; max: number }): Html {
  const boxes = Array.from(
    { length: STEPS },
    (_, i) => html`<rect class="cell heat-${i}" x="${CELL.left + i * 18}" y="${y}" width="17" height="9"/>`,
  );
  return html`<text x="${CELL.left - 8}" y="${y + 8.5}" text-anchor="end">${formatNumber(min)}</text>${boxes}<text x="${CELL.left + STEPS * 18 + 6}" y="${y + 8.5}">${formatNumber(max)}</text>`;
}

/** The row whose values lie farthest apart. */
function extremes(rows: HeatMap["rows"]): string {
  const spreads = rows.flatMap(({ name, values }) => {
    const own = values.filter((value) => value !== null);
    return own.length < 2 ? [] : [{ name, spread: Math.max(...own) - Math.min(...own) }];
  });
  const widest = spreads.toSorted((a, b) => b.spread - a.spread)[0];
  return widest ? `widest: ${widest.name}, ${formatNumber(widest.spread)} apart` : "no row with two values";
}
