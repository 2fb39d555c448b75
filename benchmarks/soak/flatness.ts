import { tQuantile } from "../../packages/dramatis/src/stats/index.ts";

/** What was seen in one piece of the time. */
export interface Piece {
  /** At its end. */
  minute: number;
  /** At the end, once garbage is collected. */
  heapMb: number;
  /** The largest of the samples. */
  residentMb: number;
  handles: number;
  calls: number;
  medianMs: number;
  p99Ms: number;
}

/** Change an hour, by least squares over the pieces after the first tenth; the interval is 95 %. */
export interface Flatness {
  mean: number;
  anHour: number;
  low: number;
  high: number;
}

const FIGURES = ["heapMb", "residentMb", "handles", "medianMs", "p99Ms"] as const;

export function flatness(pieces: readonly Piece[]): Record<string, Flatness> {
  const warm = pieces.slice(Math.ceil(pieces.length / 10));
  return Object.fromEntries(
    FIGURES.map((name) => [name, line(warm.map((piece) => [piece.minute / 60, piece[name]] as const))]),
  );
}

/** Pieces that follow each other are taken to be independent, which makes the interval too narrow where they are not. */
function line(points: readonly (readonly [hour: number, value: number])[]): Flatness {
  const n = points.length;
  const [x, y] = [0, 1].map((at) => points.reduce((sum, point) => sum + (point[at] ?? 0), 0) / n) as [number, number];
  const spread = points.reduce((sum, [hour]) => sum + (hour - x) ** 2, 0);
  const slope = points.reduce((sum, [hour, value]) => sum + (hour - x) * (value - y), 0) / spread;
  const rest = points.reduce((sum, [hour, value]) => sum + (value - y - slope * (hour - x)) ** 2, 0);
  const half = tQuantile(0.05, n - 2) * Math.sqrt(rest / (n - 2) / spread);
  return { mean: y, anHour: slope, low: slope - half, high: slope + half };
}
