import type { Estimate, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { bestJoint, type GameMove, type MatrixGame, nashPoints, pointsOf } from "./matrix-game.ts";
import type { SeatRound } from "./strategies.ts";

// How a player plays [176] (methods E18). Where the specification leaves a word open, the definition is ours and said here.

/** A game as one player saw it. */
export interface SeatPlay {
  /** Who plays, for the interval: games of one player are no independent cases. */
  cluster: string;
  /** With the player's own move and points first. */
  game: MatrixGame;
  rounds: readonly SeatRound[];
}

export type Signature =
  | "cooperation-rate"
  | "forgiveness"
  | "retaliation-rate"
  | "retaliation-lag"
  | "forgiveness-lag"
  | "exploitability"
  | "alternation"
  | "coordination-rate"
  | "points-share"
  | "own-points"
  | "prediction-accuracy";

interface Definition {
  unit: Estimate["unit"];
  of: (play: SeatPlay) => Score[];
}

const share = "ratio" as const;

/** For games in which the first option is cooperation: both are better off by it than by the second. */
function whereCooperation(of: Definition["of"]): Definition["of"] {
  return (play) => {
    const [together, apart] = [pointsOf(play.game, 0, 0), pointsOf(play.game, 1, 1)];
    return together[0] > apart[0] && together[1] > apart[1] ? of(play) : [];
  };
}

const DEFINITIONS: Record<Signature, Definition> = {
  /** Rounds with the first option. */
  "cooperation-rate": {
    unit: share,
    of: whereCooperation((play) => perRound(play, ({ own }) => yes(own, (move) => move === 0))),
  },
  /** First option in the rounds before which the other had taken the second exactly once. */
  forgiveness: {
    unit: share,
    of: whereCooperation((play) =>
      perRound(play, ({ own }, at) => (defections(play, at) === 1 ? yes(own, (move) => move === 0) : SKIP)),
    ),
  },
  /** Games in which the player, who cooperated when the other first defected, defected in some round after it. */
  "retaliation-rate": {
    unit: share,
    of: whereCooperation((play) => perGame(play, ({ lag }) => (lag === null ? 0 : 1))),
  },
  /** Rounds from the other's first defection to the player's next one, in the games that have one. */
  "retaliation-lag": { unit: "turns", of: whereCooperation((play) => perGame(play, ({ lag }) => lag ?? SKIP)) },
  /** Rounds from that defection of the player to its next cooperation, in the games that have one. */
  "forgiveness-lag": { unit: "turns", of: whereCooperation((play) => perGame(play, ({ back }) => back ?? SKIP)) },
  /** Of the rounds in which the other defects, those in which the player cooperates. */
  exploitability: {
    unit: share,
    of: whereCooperation((play) =>
      perRound(play, ({ own, other }) => (other === 1 ? yes(own, (move) => move === 0) : SKIP)),
    ),
  },
  /** Rounds after the first in which the player changes its option: 1 is the alternating convention, 0 never, drawn ones ½. */
  alternation: {
    unit: share,
    of: (play) =>
      perRound(play, ({ own }, at) => {
        const before = play.rounds[at - 1]?.own;
        return before === undefined || before === null ? SKIP : yes(own, (move) => move !== before);
      }),
  },
  /** Rounds in which both meet in a pure Nash point, for games that have two or more. */
  "coordination-rate": {
    unit: share,
    of: (play) => {
      const meets = nashPoints(play.game);
      if (meets.length < 2) return [];
      return perRound(play, ({ own, other }) => yes(other, () => meets.some(([a, b]) => a === own && b === other)));
    },
  },
  /** Points of both over the most that both could have had together. */
  "points-share": {
    unit: share,
    of: (play) => {
      const best = bestJoint(play.game);
      return best <= 0 ? [] : perRound(play, ({ points }) => (points === null ? null : (points[0] + points[1]) / best));
    },
  },
  "own-points": { unit: "points", of: (play) => perRound(play, ({ points }) => (points === null ? null : points[0])) },
  /** Predictions of the other's move that came true, of a player that was asked for them. */
  "prediction-accuracy": {
    unit: share,
    of: (play) =>
      perRound(play, ({ prediction, other }) =>
        prediction === undefined ? SKIP : yes(other, (move) => move === prediction),
      ),
  },
};

export const SIGNATURES = Object.keys(DEFINITIONS) as readonly Signature[];

/**
 * Every signature of these games, with an interval over their clusters. A round without a move is counted as unparsed, never
 * as a choice. A signature of which there is no case has a null value and n = 0.
 */
export function gameSignatures(
  plays: readonly SeatPlay[],
  { seed }: { seed?: number } = {},
): Record<Signature, Estimate> {
  const estimate = (name: Signature): Estimate => {
    const { unit, of } = DEFINITIONS[name];
    return estimateOf(plays.flatMap(of), { measure: name, version: "1", unit, direction: "none", seed });
  };
  return Object.fromEntries(SIGNATURES.map((name) => [name, estimate(name)])) as Record<Signature, Estimate>;
}

/** No case of the signature. */
const SKIP = undefined;

function yes(move: GameMove | null, holds: (move: GameMove) => boolean): number | null {
  return move === null ? null : holds(move) ? 1 : 0;
}

function perRound(
  { cluster, rounds }: SeatPlay,
  value: (round: SeatRound, at: number) => number | null | undefined,
): Score[] {
  return rounds.flatMap((round, turn): Score[] => {
    const found = value(round, turn);
    if (found === SKIP) return [];
    return [found === null ? { value: null, missing: "unparsed", cluster, turn } : { value: found, cluster, turn }];
  });
}

/** How often the other took the second option before round `at`. */
function defections({ rounds }: SeatPlay, at: number): number {
  return rounds.slice(0, at).filter(({ other }) => other === 1).length;
}

/** One value a game, where the other defects with a round to follow, on a player that cooperates at that time. */
function perGame(
  { cluster, rounds }: SeatPlay,
  value: (answer: { lag: number | null; back: number | null }) => number | undefined,
): Score[] {
  const hit = rounds.findIndex(({ other }) => other === 1);
  if (hit < 0 || hit === rounds.length - 1 || rounds[hit]?.own !== 0) return [];
  const struck = rounds.findIndex(({ own }, at) => at > hit && own === 1);
  const back = struck < 0 ? -1 : rounds.findIndex(({ own }, at) => at > struck && own === 0);
  const found = value({ lag: struck < 0 ? null : struck - hit, back: back < 0 ? null : back - struck });
  return found === undefined ? [] : [{ value: found, cluster }];
}
