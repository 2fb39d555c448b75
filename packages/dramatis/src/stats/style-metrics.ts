// How well a persona's style follows its user's, and how much of it stays, after Brandt [192].
import { cosine } from "./cosine.ts";
import { mean } from "./mean.ts";

/** Of one length each. */
type Vector = readonly number[];

/** One conversation, as z-scores. */
export interface StyledTurns {
  /** The persona's style (aimed at or written), turn by turn. */
  styles: readonly Vector[];
  /** The user's, of the turn before each. */
  user: readonly Vector[];
  /** The persona's own. */
  persona: Vector;
}

/** Null where there are too few turns: one, or two for what compares a turn with the one before. */
export interface StyleMetrics {
  /** Mean cosine to the user's style, in [−1, 1]. */
  synchrony: number | null;
  /** Mean cosine to the style of the turn before, in [−1, 1]. */
  stability: number | null;
  /** Mean cosine to the persona's own style, in [−1, 1]. */
  coherence: number | null;
  /** Share of turns whose informality is a standard deviation or more off the turn before's: our rule, as [192] gives none. */
  registerFlips: number | null;
  /** Share of turns at which the style stayed as it was. */
  held: number | null;
}

/** The user has as many turns as the persona. */
export function styleMetrics({ styles, user, persona }: StyledTurns): StyleMetrics {
  const perTurn = (of: (style: Vector, i: number) => number): number | null => mean(styles.map(of));
  const perStep = (of: (style: Vector, before: Vector) => number): number | null =>
    mean(styles.slice(1).map((style, i) => of(style, styles[i] as Vector)));
  return {
    synchrony: perTurn((style, i) => cosine(style, user[i] as Vector)),
    stability: perStep(cosine),
    coherence: perTurn((style) => cosine(style, persona)),
    registerFlips: perStep(([now = 0], [before = 0]) => (Math.abs(now - before) >= 1 ? 1 : 0)),
    held: perStep((style, before) => (style.every((value, i) => value === before[i]) ? 1 : 0)),
  };
}

/** The points that no other beats: none has as much of both, and more of one. In the order given. */
export function styleFrontier<Point extends { synchrony: number; stability: number }>(
  points: readonly Point[],
): Point[] {
  const beats = (a: Point, b: Point): boolean =>
    a.synchrony >= b.synchrony &&
    a.stability >= b.stability &&
    (a.synchrony > b.synchrony || a.stability > b.stability);
  return points.filter((point) => !points.some((other) => beats(other, point)));
}
