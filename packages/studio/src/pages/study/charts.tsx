// Everything that draws with Observable Plot, so that it loads with the first chart and not before.
import * as Plot from "@observablehq/plot";
import { type ReactElement, useCallback, useEffect, useRef, useState } from "react";
import type { Spoke } from "../checks/check-shape.ts";
import type { Bin, MarginRow } from "../population/population-shape.ts";
import { figure } from "./figures.ts";
import type { CurvePoint } from "./wire.ts";

type Draw = (width: number) => Plot.PlotOptions;

/** A drawing as wide as its place, with its finding in words. */
function Drawing({ label, most = 640, draw }: { label: string; most?: number; draw: Draw }): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const watch = new ResizeObserver(() => setWidth(Math.floor(Math.min(most, current.clientWidth))));
    watch.observe(current);
    return () => watch.disconnect();
  }, [most]);
  useEffect(() => {
    if (width < LEAST) return undefined;
    const drawn = Plot.plot({ width, style: { background: "none" }, ...draw(width) });
    // The place has a name; the groups of the drawing are not to be told one by one.
    drawn.setAttribute("aria-hidden", "true");
    place.current?.replaceChildren(drawn);
    return () => drawn.remove();
  }, [width, draw]);
  return <div className="drawing" role="img" aria-label={label} ref={place} />;
}

/** Width of a letter of a chart, in pixels. */
const LETTER = 6.6;
/** Below this the margins leave no room to draw in: the place is not laid out yet. */
const LEAST = 120;
const INK = "var(--ink)";
const LINE = "var(--line)";
const ACCENT = "var(--accent)";

/** A measure by turn, its interval as a band. */
export function DriftChart(props: { label: string; points: readonly CurvePoint[]; isRatio: boolean }): ReactElement {
  const { label, points, isRatio } = props;
  const draw = useCallback<Draw>(
    () => ({
      height: 230,
      marginLeft: 52,
      marginBottom: 40,
      x: { label: "turn →", ticks: points.length < 12 ? points.map(({ turn }) => turn) : 8, tickFormat: "d" },
      y: { label: "↑ mean", grid: true, ...(isRatio && { domain: [0, 1] }) },
      marks: [
        Plot.areaY(points, {
          ...{ x: "turn", fill: INK, fillOpacity: 0.12 },
          ...{
            y1: (point: CurvePoint) => point.low ?? point.value,
            y2: (point: CurvePoint) => point.high ?? point.value,
          },
        }),
        Plot.lineY(points, { x: "turn", y: "value", stroke: INK, strokeWidth: 2 }),
        Plot.dot(points, { x: "turn", y: "value", fill: INK, r: 3, title: pointTitle }),
      ],
    }),
    [points, isRatio],
  );
  return <Drawing label={label} draw={draw} />;
}

function pointTitle({ turn, value, low, high, n }: CurvePoint): string {
  const interval = low === null || high === null ? "no interval" : `${figure(low)} to ${figure(high)}`;
  return `turn ${turn}: ${figure(value)} [${interval}] n=${n}`;
}

/** Traits around a circle: the middle is the least score, the rim the most. */
export function RadarChart({ label, spokes }: { label: string; spokes: readonly Spoke[] }): ReactElement {
  const draw = useCallback<Draw>(
    (width) => ({
      aspectRatio: 1,
      margin: 0,
      x: { axis: null, domain: [-width / 2 / radiusOf(spokes, width), width / 2 / radiusOf(spokes, width)] },
      y: { axis: null, domain: [-1.25, 1.25] },
      marks: [
        ...[0.25, 0.5, 0.75, 1].map((share) => Plot.line(ring(spokes, share), { x: "x", y: "y", stroke: LINE })),
        Plot.link(spokes, { x1: 0, y1: 0, x2: (one: Spoke) => one.rim.x, y2: (one: Spoke) => one.rim.y, stroke: LINE }),
        Plot.line(closed(spokes), { x: "x", y: "y", stroke: INK, strokeWidth: 2, fill: INK, fillOpacity: 0.12 }),
        Plot.dot(spokes, { x: "x", y: "y", fill: INK, r: 3.5 }),
        ...(["start", "middle", "end"] as const).map((textAnchor) =>
          Plot.text(spokes, {
            ...{ x: (one: Spoke) => one.rim.x * 1.14, y: (one: Spoke) => one.rim.y * 1.14, text: "name", fill: INK },
            ...{ textAnchor, filter: (one: Spoke) => anchorOf(one) === textAnchor },
          }),
        ),
      ],
    }),
    [spokes],
  );
  return <Drawing label={label} most={440} draw={draw} />;
}

/** In pixels, such that every name has room beside its end of a spoke. */
function radiusOf(spokes: readonly Spoke[], width: number): number {
  const room = spokes.map(
    ({ name, rim }) => (width / 2 - name.length * LETTER) / (1.14 * Math.max(0.3, Math.abs(rim.x))),
  );
  return Math.max(30, Math.min(width / 2.6, ...room));
}

type Point = Pick<Spoke, "x" | "y">;

function ring(spokes: readonly Spoke[], share: number): Point[] {
  return closed(spokes.map(({ rim }) => ({ x: rim.x * share, y: rim.y * share })));
}

/** Back to the first point. */
function closed(points: readonly Point[]): Point[] {
  return [...points, ...points.slice(0, 1)];
}

function anchorOf({ rim }: Spoke): "start" | "middle" | "end" {
  if (Math.abs(rim.x) < 0.2) return "middle";
  return rim.x > 0 ? "start" : "end";
}

/** Targets as rings, who was drawn as dots, a line between them. */
export function MarginDots({ label, rows }: { label: string; rows: readonly MarginRow[] }): ReactElement {
  const draw = useCallback<Draw>(
    (width) => {
      const asked = rows.filter(({ target }) => target !== null);
      const most = Math.floor((width * 0.42) / LETTER);
      const longest = Math.min(most, Math.max(...rows.map((row) => row.label.length)));
      return {
        height: 52 + rows.length * 22,
        marginLeft: 18 + longest * LETTER,
        marginBottom: 40,
        x: {
          label: "share of people →",
          tickFormat: "%",
          grid: true,
          ...{ domain: [0, roof(rows)], ticks: width / 90 },
        },
        y: { label: null, domain: rows.map((row) => row.label), tickFormat: (label: string) => cut(label, most) },
        marks: [
          Plot.link(asked, { x1: "target", x2: "drawn", y1: "label", y2: "label", stroke: ACCENT, strokeWidth: 2 }),
          Plot.dot(asked, { x: "target", y: "label", r: 5.5, stroke: INK, fill: "none", strokeWidth: 1.5 }),
          Plot.dot(rows, { x: "drawn", y: "label", r: 2.5, fill: ACCENT, title: marginTitle }),
        ],
      };
    },
    [rows],
  );
  return <Drawing label={label} draw={draw} />;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function roof(rows: readonly MarginRow[]): number {
  return Math.min(1, Math.max(0.05, ...rows.flatMap(({ target, drawn }) => [target ?? 0, drawn])) * 1.05);
}

function marginTitle({ label, targetText, drawnText }: MarginRow): string {
  return `${label}: ${drawnText} drawn, ${targetText} asked for`;
}

/** How a trait lies over everybody. */
export function TraitBars({ label, bins }: { label: string; bins: readonly Bin[] }): ReactElement {
  const draw = useCallback<Draw>(
    () => ({
      height: 130,
      x: { label: null, ticks: 5 },
      y: { label: null, tickFormat: "%", grid: true, ticks: 3 },
      marks: [
        Plot.rectY(bins, {
          x1: "from",
          x2: "to",
          y: "share",
          fill: INK,
          fillOpacity: 0.6,
          insetLeft: 1,
          insetRight: 1,
        }),
        Plot.ruleY([0], { stroke: INK }),
      ],
    }),
    [bins],
  );
  return <Drawing label={label} most={360} draw={draw} />;
}

/** Each item before and after; what moved leaves the diagonal. */
export function PairDots(props: { label: string; items: readonly { before: number; after: number }[] }): ReactElement {
  const { label, items } = props;
  const draw = useCallback<Draw>(
    (width) => {
      const values = items.flatMap(({ before, after }) => [before, after]);
      const domain = [Math.min(0, ...values), Math.max(1, ...values)];
      return {
        height: Math.min(width, 320),
        marginBottom: 40,
        x: { label: "first run →", domain, ticks: 5 },
        y: { label: "↑ second run", domain, ticks: 5, grid: true },
        marks: [
          Plot.line(
            [domain, domain].map((ends, i) => ({ x: ends[i], y: ends[i] })),
            { x: "x", y: "y", stroke: LINE },
          ),
          Plot.dot(items, { x: "before", y: "after", stroke: INK, strokeOpacity: 0.7, r: 3.5 }),
        ],
      };
    },
    [items],
  );
  return <Drawing label={label} most={340} draw={draw} />;
}
