import type { GameMove } from "./matrix-game.ts";
import type { GamePlayer } from "./repeated-game.ts";

/** What a player has seen of one round; a move is null where its player gave none, and the round then did not count. */
export interface SeatRound {
  own: GameMove | null;
  other: GameMove | null;
  /** Own points first; null for a round that did not count. */
  points: [own: number, other: number] | null;
  /** What the player thought that the other would do, where it was asked. */
  prediction?: GameMove | null;
}

/** A rule for the next move, of what happened so far. */
export type GameStrategy = (past: readonly SeatRound[]) => GameMove;

export type StrategyName = "always" | "never" | "defect-once" | "tit-for-tat" | "alternate" | "grim";

/** The players of [176] that are no models, and one that never forgives. Cooperation is the first option. */
export const STRATEGIES: Record<StrategyName, GameStrategy> = {
  always: () => 0,
  never: () => 1,
  "defect-once": (past) => (past.length === 0 ? 1 : 0),
  "tit-for-tat": (past) => past.findLast(({ other }) => other !== null)?.other ?? 0,
  alternate: (past) => (past.length % 2 === 0 ? 0 : 1),
  grim: (past) => (past.some(({ other }) => other === 1) ? 1 : 0),
};

/** A player that follows a rule. */
export function strategyPlayer(name: StrategyName): GamePlayer {
  return { name, move: async ({ past }) => ({ move: STRATEGIES[name](past) }) };
}
