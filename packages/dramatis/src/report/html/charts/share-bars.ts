import { NONE } from "../../format-estimate.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { roundScale } from "../scale.ts";
import { chartFigure, round, short } from "./figure.ts";

/** A share of 0..1 with its 95 % interval, where it has one. */
export interface Share {
  share: number;
  low?: number;
  high?: number;
}

export interface ShareRow {
  name: string;
  /** One for each side; null where it has none. */
  shares: readonly (Share | null)[];
}

export interface ShareBarsOptions {
  title: string;
  /** What must be known to read it, in a line. */
  note: string;
  /** Whose shares they are: one, or two that stand beside each other. */
  sides: readonly [string] | readonly [string, string];
}

/** Rows that are drawn; of more, those with the largest shares. The table has all. */
const MOST_ROWS = 24;
const BOX = { width: 370, left: 2, right: 258, top: 6, label: 15, bar: 11, gap: 8, foot: 20, legend: 20 };

/** A distribution as bars with whiskers, the figures at the right; two of them row by row, the second in outline. */
export function shareBars(rows: readonly ShareRow[], { title, note, sides }: ShareBarsOptions): Html {
  if (rows.length === 0) return NOTHING;
  const drawn = largest(rows);
  const scale = roundScale(
    drawn.flatMap(({ shares }) =>
      shares.flatMap((one) => (one === null ? [] : [100 * one.share, 100 * (one.high ?? 0)])),
    ),
  );
  const x = (share: number): number =>
    round(BOX.left + Math.min(1, (100 * share) / scale.high) * (BOX.right - BOX.left));
  const top = BOX.top + (sides.length > 1 ? BOX.legend : 0);
  const height = BOX.label + sides.length * BOX.bar + BOX.gap;
  const foot = top + drawn.length * height;
  const axis = scale.ticks.map(
    (tick) =>
      html`<line class="grid" x1="${x(tick / 100)}" x2="${x(tick / 100)}" y1="${top}" y2="${foot}"/><text x="${x(tick / 100)}" y="${foot + 14}" text-anchor="${tick === 0 ? "start" : "middle"}">${Number(tick.toFixed(6))} %</text>`,
  );
  const marks = drawn.map((row, i) => rowMarks(row, { x, top: top + i * height, sides }));
  const left = drawn.length < rows.length ? `the ${drawn.length} most frequent of ${rows.length}` : "";
  return chartFigure({
    title,
    note: [note, left].filter((one) => one !== "").join("; "),
    ...{ width: BOX.width, height: foot + BOX.foot },
    description: drawn.map((row) => rowText(row, sides)).join("; "),
    marks: [...axis, ...(sides.length > 1 ? [legend(sides)] : []), ...marks],
    table: {
      heads: ["", ...sides.flatMap((side) => [side, "95 % interval"])],
      rows: rows.map(({ name, shares }) => [
        name,
        ...sides.flatMap((_, side) => [percent(shares[side]?.share), interval(shares[side] ?? null)]),
      ]),
    },
  });
}

function largest(rows: readonly ShareRow[]): readonly ShareRow[] {
  if (rows.length <= MOST_ROWS) return rows;
  const most = ({ shares }: ShareRow): number => Math.max(...shares.map((one) => one?.share ?? 0));
  const kept = new Set(rows.toSorted((a, b) => most(b) - most(a)).slice(0, MOST_ROWS));
  return rows.filter((row) => kept.has(row));
}

interface Place {
  x: (share: number) => number;
  top: number;
  sides: readonly string[];
}

function rowMarks({ name, shares }: ShareRow, { x, top, sides }: Place): Html {
  const bars = sides.map((side, i) => {
    const one = shares[i] ?? null;
    const y = top + BOX.label + i * BOX.bar;
    const kind = i === 0 ? "first" : "second";
    if (one === null) return html`<text x="${BOX.right + 12}" y="${y + 9}">${NONE}</text>`;
    const { share, low, high } = one;
    const whisker =
      low === undefined || high === undefined
        ? NOTHING
        : html`<line class="whisker ${kind}" x1="${x(low)}" x2="${x(high)}" y1="${y + 5}" y2="${y + 5}"/>`;
    return html`<rect class="share ${kind}" x="${BOX.left}" y="${y + 0.5}" width="${round(x(share) - BOX.left)}" height="${BOX.bar - 2}"><title>${name}, ${side}: ${shareText(one)}</title></rect>${whisker}<text x="${BOX.right + 12}" y="${y + 9}">${shareText(one)}</text>`;
  });
  return html`<text class="name" x="${BOX.left}" y="${top + 11}">${short(name, 62)}<title>${name}</title></text>${bars}`;
}

function legend(sides: readonly string[]): Html {
  const marks = sides.map((side, i) => {
    const at = BOX.left + i * 130;
    return html`<rect class="share ${i === 0 ? "first" : "second"}" x="${at}" y="${BOX.top}" width="18" height="9"/><text class="name" x="${at + 24}" y="${BOX.top + 8.5}">${short(side, 20)}</text>`;
  });
  return html`${marks}`;
}

function rowText({ name, shares }: ShareRow, sides: readonly string[]): string {
  const each = sides.map((side, i) => `${side} ${shareText(shares[i] ?? null)}`);
  return `${name}: ${each.join(", ")}`;
}

function shareText(one: Share | null): string {
  if (one === null) return NONE;
  return one.low === undefined ? percent(one.share) : `${percent(one.share)} ${interval(one)}`;
}

function interval(one: Share | null): string {
  if (one?.low === undefined || one.high === undefined) return NONE;
  return `[${figure(one.low)}, ${figure(one.high)}]`;
}

function percent(share: number | undefined): string {
  return share === undefined ? NONE : `${figure(share)} %`;
}

/** Percent with one decimal below 10: 34, 4.1; what rounds to nothing is told from nothing. */
function figure(share: number): string {
  const value = 100 * share;
  const text = String(Number(value.toFixed(value < 10 ? 1 : 0)));
  return text === "0" && value > 0 ? "<0.1" : text;
}
