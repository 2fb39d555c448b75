/** One of the two options of a game, by place. In a dilemma the first is cooperation. */
export type GameMove = 0 | 1;

export type GamePoints = [first: number, second: number];

/** Two players, two options, as plain data. */
export interface MatrixGame {
  name: string;
  /** Labels of the options, the same for both players. They say nothing of what is good. */
  options: [string, string];
  /** Points of both players: `payoffs[first player's move][second player's move]`. */
  payoffs: [[GamePoints, GamePoints], [GamePoints, GamePoints]];
}

/** Each does better by the second option whatever the other does, and both do worse for it [176]. */
export const PRISONERS_DILEMMA: MatrixGame = {
  name: "Prisoner's Dilemma",
  options: ["J", "F"],
  payoffs: [
    [
      [8, 8],
      [0, 10],
    ],
    [
      [10, 0],
      [5, 5],
    ],
  ],
};

/** Both want to meet, each where the other likes it less [176]. */
export const BATTLE_OF_THE_SEXES: MatrixGame = {
  name: "Battle of the Sexes",
  options: ["J", "F"],
  payoffs: [
    [
      [10, 7],
      [0, 0],
    ],
    [
      [0, 0],
      [7, 10],
    ],
  ],
};

const MOVES: readonly GameMove[] = [0, 1];
const CELLS: readonly (readonly [GameMove, GameMove])[] = MOVES.flatMap((first) =>
  MOVES.map((second) => [first, second] as const),
);

export function pointsOf({ payoffs }: MatrixGame, first: GameMove, second: GameMove): GamePoints {
  return [...payoffs[first][second]];
}

/** The game as the second player sees it: own move first, own points first. */
export function turnedAround(game: MatrixGame): MatrixGame {
  const cell = (own: GameMove, other: GameMove): GamePoints => {
    const [first, second] = game.payoffs[other][own];
    return [second, first];
  };
  const row = (own: GameMove): [GamePoints, GamePoints] => [cell(own, 0), cell(own, 1)];
  return { ...game, payoffs: [row(0), row(1)] };
}

/** Pairs of moves from which neither player gains by changing alone (Nash 1951, pure strategies); none, one, two or more. */
export function nashPoints(game: MatrixGame): [GameMove, GameMove][] {
  const isNash = ([a, b]: readonly [GameMove, GameMove]): boolean => {
    const [first, second] = pointsOf(game, a, b);
    return first >= pointsOf(game, other(a), b)[0] && second >= pointsOf(game, a, other(b))[1];
  };
  return CELLS.filter(isNash).map(([a, b]) => [a, b]);
}

/** Pairs of moves that no other pair betters for one player without worsening it for the other. */
export function paretoPoints(game: MatrixGame): [GameMove, GameMove][] {
  const all = CELLS.map(([a, b]) => pointsOf(game, a, b));
  const isBettered = ([first, second]: GamePoints): boolean =>
    all.some(([x, y]) => x >= first && y >= second && (x > first || y > second));
  return CELLS.filter(([a, b]) => !isBettered(pointsOf(game, a, b))).map(([a, b]) => [a, b]);
}

/** Most points that both can get together in one round. */
export function bestJoint(game: MatrixGame): number {
  return Math.max(...CELLS.map(([a, b]) => pointsOf(game, a, b)).map(([first, second]) => first + second));
}

function other(move: GameMove): GameMove {
  return move === 0 ? 1 : 0;
}
