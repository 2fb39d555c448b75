import { formatInterval, formatNumber, NONE } from "../../format-estimate.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { chartFigure, points, round, short } from "./figure.ts";

export interface RadarTrait {
  trait: string;
  /** null where nothing could be scored: the outline is broken there. */
  value: number | null;
  low?: number | null;
  high?: number | null;
  /** Standard deviation between those of whom `value` is the mean. */
  sd?: number | null;
  /** Of people. */
  norm?: { mean: number; sd: number };
}

const BOX = { width: 464, height: 250, x: 232, y: 132, radius: 104 };
const RINGS = [0.25, 0.5, 0.75, 1];

/**
 * Traits as an outline on spokes from `min` in the middle to `max` at the rim; a whisker is the 95 % interval, and a
 * thin one a standard deviation on either side. Where norms are given, a ring shades one standard deviation of people on
 * either side of their mean. Fewer than three traits have no outline: nothing.
 */
export function traitRadar(
  traits: readonly RadarTrait[],
  { title = "Traits", min = 1, max = 5 }: { title?: string; min?: number; max?: number } = {},
): Html {
  if (traits.length < 3) return NOTHING;
  const share = (value: number): number => Math.min(1, Math.max(0, (value - min) / (max - min)));
  const at = (spoke: number, value: number): [number, number] => onSpoke(spoke / traits.length, share(value));
  const isNormed = traits.every(({ norm }) => norm !== undefined);
  const marks = [
    ...RINGS.map(
      (ring) =>
        html`<polygon class="grid ring" points="${points(traits.map((_, i) => onSpoke(i / traits.length, ring)))}"/>`,
    ),
    ...traits.map((one, i) => spoke(one.trait, i / traits.length)),
    html`<text class="tick" x="${BOX.x + 4}" y="${BOX.y - 3}">${formatNumber(min)}</text><text class="tick" x="${BOX.x + 4}" y="${BOX.y - BOX.radius + 11}">${formatNumber(max)}</text>`,
    isNormed ? normRing(traits, at) : NOTHING,
    outline(traits, at),
    ...traits.map((one, i) => dot(one, i, at)),
  ];
  const isSpread = traits.some(({ sd = null }) => sd !== null);
  const notes = [
    `from ${formatNumber(min)} in the middle to ${formatNumber(max)}`,
    "whiskers: 95 % intervals",
    ...(isSpread ? ["thin lines: ± 1 sd"] : []),
    ...(isNormed ? ["shaded: people, mean ± 1 sd"] : []),
  ];
  const scored = traits.filter(({ value }) => value !== null);
  return chartFigure({
    title,
    note: notes.join("; "),
    ...{ width: BOX.width, height: BOX.height, marks },
    description: scored.length === 0 ? "nothing could be scored" : scored.map(traitText).join("; "),
    table: {
      heads: [
        "Trait",
        "Value",
        "95 % interval",
        ...(isSpread ? ["sd"] : []),
        ...(isNormed ? ["People: mean (sd)"] : []),
      ],
      rows: traits.map(({ trait, value, low = null, high = null, sd = null, norm }) => [
        trait,
        value === null ? NONE : formatNumber(value),
        formatInterval({ low, high }),
        ...(isSpread ? [sd === null ? NONE : formatNumber(sd)] : []),
        ...(isNormed && norm ? [`${formatNumber(norm.mean)} (${formatNumber(norm.sd)})`] : []),
      ]),
    },
  });
}

type At = (spoke: number, value: number) => [number, number];

/** A place on the spoke at a share of the circle, clockwise from the top. */
function onSpoke(turn: number, share: number): [number, number] {
  const angle = 2 * Math.PI * turn - Math.PI / 2;
  return [BOX.x + BOX.radius * share * Math.cos(angle), BOX.y + BOX.radius * share * Math.sin(angle)];
}

function spoke(trait: string, turn: number): Html {
  const [x, y] = onSpoke(turn, 1);
  const [labelX, labelY] = onSpoke(turn, 1.08);
  const side = labelX - BOX.x;
  const anchor = Math.abs(side) < 5 ? "middle" : side > 0 ? "start" : "end";
  // Beside the circle a long name would leave the page.
  const name = anchor === "middle" ? short(trait, 40) : short(trait, 20);
  return html`<line class="grid" x1="${BOX.x}" y1="${BOX.y}" x2="${round(x)}" y2="${round(y)}"/><text class="name" x="${round(labelX)}" y="${round(labelY + 4)}" text-anchor="${anchor}">${name}<title>${trait}</title></text>`;
}

/** The ring between a deviation below and one above the mean of people: out along one edge, back along the other. */
function normRing(traits: readonly RadarTrait[], at: At): Html {
  const edge = (sign: number): [number, number][] =>
    traits.map(({ norm = { mean: 0, sd: 0 } }, i) => at(i, norm.mean + sign * norm.sd));
  const path = [edge(1), edge(-1).toReversed()].map((ring) => `M${points(ring).replaceAll(" ", "L")}Z`).join("");
  const middle = traits.map(({ norm = { mean: 0, sd: 0 } }, i) => at(i, norm.mean));
  return html`<path class="band" d="${path}" fill-rule="evenodd"/><polygon class="grid ring dashed" points="${points(middle)}"/>`;
}

/** Lines between neighbours that both have a value. */
function outline(traits: readonly RadarTrait[], at: At): Html {
  const lines = traits.map(({ value }, i) => {
    const next = (i + 1) % traits.length;
    const other = traits[next]?.value ?? null;
    return value === null || other === null
      ? NOTHING
      : html`<polyline class="line" points="${points([at(i, value), at(next, other)])}"/>`;
  });
  return html`${lines}`;
}

function dot(one: RadarTrait, i: number, at: At): Html {
  const { value, low = null, high = null, sd = null } = one;
  if (value === null) return NOTHING;
  const spread =
    sd === null ? NOTHING : html`<polyline class="spread" points="${points([at(i, value - sd), at(i, value + sd)])}"/>`;
  const [x, y] = at(i, value);
  const whisker =
    low === null || high === null
      ? NOTHING
      : html`<polyline class="whisker" points="${points([at(i, low), at(i, high)])}"/>`;
  return html`${spread}${whisker}<circle class="dot" cx="${round(x)}" cy="${round(y)}" r="4"><title>${traitText(one)}</title></circle>`;
}

function traitText({ trait, value, low = null, high = null, norm }: RadarTrait): string {
  const interval = low === null ? "" : ` ${formatInterval({ low, high })}`;
  const people = norm ? `, people ${formatNumber(norm.mean)} ± ${formatNumber(norm.sd)}` : "";
  return `${trait} ${value === null ? NONE : formatNumber(value)}${interval}${people}`;
}
