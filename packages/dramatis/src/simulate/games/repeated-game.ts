/**
 * Two players play a 2×2 game again and again, each seeing all that both did before.
 *
 * Repeated games [176]: 10 rounds that are announced, moves at the same time, any payoff matrix. Players are rules
 * (strategies.ts) or personas that a model plays (persona-player.ts). A player that gives no move forfeits the round: it
 * counts for nobody and is kept as missing, where the published code scores −9999. Without players two tit-for-tats meet.
 *
 * @paper 176
 * @needs actor
 */
import { type Engine, InputError } from "../../core/index.ts";
import { mapConcurrent } from "../../model/index.ts";
import { seedOf } from "../world/player.ts";
import { type Happening, happened, type MadeBy, type SceneWorld, sceneWorld } from "../world/scene-world.ts";
import {
  type GameMove,
  type GamePoints,
  type MatrixGame,
  PRISONERS_DILEMMA,
  pointsOf,
  turnedAround,
} from "./matrix-game.ts";
import { type SeatRound, strategyPlayer } from "./strategies.ts";

/** What a player sees before its move. */
export interface GameView {
  /** With the player's own move and points first. */
  game: MatrixGame;
  /** The round to be played, from 1. */
  round: number;
  rounds: number;
  past: readonly SeatRound[];
  /** For what the player draws. */
  seed: number;
}

/** A move and how it was come by. */
export interface GivenMove {
  /** null where nothing that was given could be read as a move. */
  move: GameMove | null;
  /** The options in the order in which they were put, by place. */
  order?: [GameMove, GameMove];
  /** Of each option, by place. */
  probabilities?: [number, number];
  /** What the model said, where that was read; two where the first was no option. */
  replies?: string[];
  /** What it thought that the other would do; null where that could not be read. */
  prediction?: GameMove | null;
  made?: MadeBy;
}

export interface GamePlayer {
  readonly name: string;
  move(view: GameView, signal?: AbortSignal): Promise<GivenMove>;
}

export interface GameRound {
  given: [GivenMove, GivenMove];
  /** null for a round that was forfeited. */
  points: GamePoints | null;
}

export interface GameWorld extends SceneWorld {
  game: MatrixGame;
  rounds: number;
  played: readonly GameRound[];
}

export interface RepeatedGameOptions {
  game?: MatrixGame;
  players?: readonly [GamePlayer, GamePlayer];
  rounds?: number;
  seed?: number;
}

/** A step is a round. `start` gives the world before the first. */
export interface RepeatedGame extends Engine<GameWorld> {
  start(): GameWorld;
}

/** @throws InputError for less than one round. @throws what a player's model throws, with the world left as it was */
export function repeatedGame({
  game = PRISONERS_DILEMMA,
  players = [strategyPlayer("tit-for-tat"), strategyPlayer("tit-for-tat")],
  rounds = 10,
  seed = 0,
}: RepeatedGameOptions = {}): RepeatedGame {
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new InputError({ where: "repeated-game", found: `${rounds} rounds`, expected: "a whole number from 1" });
  }
  const [first, second] = players;
  const names = [first.name, first.name === second.name ? `${second.name} (2)` : second.name] as const;

  return {
    name: "repeated-game",
    start: () => ({
      ...sceneWorld({ seed, place: { description: game.name }, agents: names.map((name) => ({ name })) }),
      game,
      rounds,
      played: [],
    }),
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const given = (await mapConcurrent(
        [0, 1] as const,
        (seat, inner) => players[seat].move(viewOf(world, seat), inner),
        { concurrency: 2, signal },
      )) as [GivenMove, GivenMove];
      const [a, b] = [given[0].move, given[1].move];
      const points = a === null || b === null ? null : pointsOf(world.game, a, b);
      const step = world.step + 1;
      const told = names.flatMap((name, seat) => choiceOf(name, given[seat] as GivenMove, world.game));
      const outcome = points ? `${names[0]} ${points[0]}, ${names[1]} ${points[1]}` : "the round does not count";
      const { events } = happened(world, ...told, { actor: "game", kind: "outcome", text: outcome, data: { points } });
      return { ...world, events, played: [...world.played, { given, points }], step, done: step >= world.rounds };
    },
  };
}

/** All rounds as one player saw them. */
export function seatRounds({ played }: Pick<GameWorld, "played">, seat: 0 | 1): SeatRound[] {
  return played.map(({ given, points }) => {
    const own = given[seat];
    return {
      own: own.move,
      other: given[seat === 0 ? 1 : 0].move,
      points: points === null ? null : seat === 0 ? [points[0], points[1]] : [points[1], points[0]],
      ...(own.prediction !== undefined && { prediction: own.prediction }),
    };
  });
}

/** Points of both over all rounds that counted. */
export function totalPoints({ played }: Pick<GameWorld, "played">): GamePoints {
  return played.reduce<GamePoints>(
    (sum, { points }) => [sum[0] + (points?.[0] ?? 0), sum[1] + (points?.[1] ?? 0)],
    [0, 0],
  );
}

function viewOf(world: GameWorld, seat: 0 | 1): GameView {
  return {
    game: seat === 0 ? world.game : turnedAround(world.game),
    round: world.step + 1,
    rounds: world.rounds,
    past: seatRounds(world, seat),
    seed: seedOf(world, `seat ${seat}`),
  };
}

/** The choice is for all to see; what a player expected is its own. */
function choiceOf(actor: string, { move, prediction, made }: GivenMove, { options }: MatrixGame): Happening[] {
  const by = made ? { made } : {};
  const label = (one: GameMove | null): string => (one === null ? "no option" : options[one]);
  const choice: Happening = { actor, kind: "choice", text: label(move), data: { move }, ...by };
  if (prediction === undefined) return [choice];
  const text = `expects ${label(prediction)}`;
  return [{ actor, kind: "thought", text, data: { prediction }, ...by }, choice];
}
