import { canonicalJson } from "../../core/index.ts";
import type { Signature } from "./game-signatures.ts";
import shipped from "./human-figures.json" with { type: "json" };
import { BATTLE_OF_THE_SEXES, type MatrixGame, PRISONERS_DILEMMA } from "./matrix-game.ts";

export interface HumanFigure {
  value: number;
  low: number;
  high: number;
  /** Rounds, or games where one has one value. */
  n: number;
}

/** How people played a game [176]; nothing of their rounds is shipped, only these figures. */
export interface HumanFigures {
  people: number;
  /** Whom they played. */
  against: string;
  rounds: number;
  source: string;
  licence: string;
  signatures: Readonly<Partial<Record<Signature, HumanFigure>>>;
}

/** People in a game with these payoffs, whatever its labels are; null for a game that they did not play. */
export function humanFigures({ payoffs }: Pick<MatrixGame, "payoffs">): HumanFigures | null {
  const { games, ...about } = shipped;
  const key = canonicalJson(payoffs);
  if (key === canonicalJson(PRISONERS_DILEMMA.payoffs)) return { ...about, ...games["prisoners-dilemma"] };
  return key === canonicalJson(BATTLE_OF_THE_SEXES.payoffs) ? { ...about, ...games["battle-of-the-sexes"] } : null;
}
