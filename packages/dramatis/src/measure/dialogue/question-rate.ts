/**
 * Share of the speaker's turns that ask a question.
 *
 * Question-asking of See et al. 2019: a turn asks where it holds a question mark. People ask in 31.3 % of PersonaChat's turns; the
 * most engaging systems of the paper in more, so neither direction is better. The unit is a turn.
 * The evidence is the turn
 * with the most question marks. No turns of the speaker: null, n = 0. An empty turn counts as refused. Needs no persona.
 *
 * @paper 73
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ownTurns } from "../own-turns.ts";
import { pointAtExtreme } from "../point-at-extreme.ts";
import { questionMarks } from "../text.ts";

export function questionRate(): Measure {
  const name = "question-rate";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject).map((message) => {
        const unit = { cluster: message.session, turn: message.turn };
        if (message.text.trim() === "")
          return { message, score: { ...unit, value: null, missing: "refused" as const } };
        const marks = questionMarks(message.text);
        // More marks lie farther out, any number of them short of 1.
        return { message, score: { ...unit, value: marks > 0 ? 1 : 0 }, extremity: marks / (1 + marks) };
      });
      return pointAtExtreme(turns);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "none", seed }),
  };
}
