import type { Evidence, Message, Score } from "../core/index.ts";

/** A turn with its score and, where it has one, how far out it lies. */
export interface ScoredTurn {
  message: Message;
  score: Score;
  /** 0 to 1; absent for a turn without a score. */
  extremity?: number;
  /** What the turn is held against. */
  against?: Evidence["against"];
}

/** The scores of a conversation; the turn that lies farthest out, the first of equals, is evidence ("other"). */
export function pointAtExtreme(turns: readonly ScoredTurn[]): Score[] {
  const farthest = turns.reduce<ScoredTurn | null>(
    (best, turn) => ((turn.extremity ?? 0) > (best?.extremity ?? 0) ? turn : best),
    null,
  );
  return turns.map((turn) => (turn === farthest ? { ...turn.score, evidence: remark(turn) } : turn.score));
}

/** Evidence that a turn is worth a look. */
export function remark({ message, extremity = 0, against }: Omit<ScoredTurn, "score">): Evidence {
  const { session, turn, text } = message;
  const strength = Math.min(1, Math.max(0, extremity));
  return { session, turn, quote: text, ...(against && { against }), verdict: "other", strength };
}
