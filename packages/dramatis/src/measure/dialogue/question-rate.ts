/**
 * Share of the speaker's turns that ask a question.
 *
 * Question-asking of See et al. 2019: a turn asks where it holds a "?". People ask in 31.3 % of PersonaChat's turns; the
 * most engaging systems of the paper in more, so neither direction is better. The unit is a turn.
 * No turns of the speaker: null, n = 0. An empty turn counts as refused. Needs no persona.
 *
 * @paper 73
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ownTurns } from "../own-turns.ts";

export function questionRate(): Measure {
  const name = "question-rate";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      return ownTurns(subject).map((message): Score => {
        const unit = { cluster: message.session, turn: message.turn };
        if (message.text.trim() === "") return { ...unit, value: null, missing: "refused" };
        return { ...unit, value: /[?？؟]/u.test(message.text) ? 1 : 0 };
      });
    },
    aggregate: (scores) => estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "none" }),
  };
}
