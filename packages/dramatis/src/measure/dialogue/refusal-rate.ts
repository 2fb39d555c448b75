/**
 * Share of the speaker's turns that decline to answer, say nothing, or step out of the persona as a model.
 *
 * Ours, after the phrase lists by which PersonaGym and atomic fidelity find refusals: by fixed phrases, so a refusal in
 * other words is not seen. A refusal is a finding and is read beside every measure that a judge gives. English only: for a
 * persona whose `style.language` is another, turns are missing as unsupported. The unit is a turn; one that refuses is
 * evidence. No turns of the speaker: null, n = 0. Needs no persona.
 *
 * @paper 1, 125
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { isEnglish } from "../is-english.ts";
import { ownTurns } from "../own-turns.ts";
import { remark } from "../point-at-extreme.ts";
import { isRefusal } from "../refusal.ts";

export function refusalRate(): Measure {
  const name = "refusal-rate";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const english = isEnglish(subject);
      return ownTurns(subject).map((message) => {
        const unit = { cluster: message.session, turn: message.turn };
        if (!english) return { ...unit, value: null, missing: "unsupported" };
        if (!isRefusal(message.text)) return { ...unit, value: 0 };
        return { ...unit, value: 1, evidence: remark({ message, extremity: 1 }) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "lower", seed }),
  };
}
