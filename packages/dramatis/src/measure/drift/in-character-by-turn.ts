/**
 * How sure it is that each line contradicts no claim of the persona, to be read as a curve over turns.
 *
 * Ours, with the verdicts of Dialogue NLI (Welleck et al. 2019): a turn's score is 1 less the
 * highest p(contradict) over the claims, in either direction. It is the graded twin of prompt-to-line and moves before
 * a line is lost; the most probable wrong verdict of many counts, so it falls with the number of claims. The curve is
 * the mean by turn over sessions. No claims or no turns of the speaker: null, n = 0. An empty turn counts as refused, another
 * that cannot be judged as unparsed.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { claimEvidence, contradiction, isJudged, meetClaims, strongest } from "../judge-pairs.ts";
import { whyUnscored } from "../own-turns.ts";

export function inCharacterByTurn(): Measure {
  const name = "in-character-by-turn";
  return {
    name,
    async score(subject, context) {
      const lines = await meetClaims(name, subject, context);
      return lines.map(({ message, meetings }) => {
        const unit = { cluster: message.session, turn: message.turn };
        if (!isJudged(meetings)) return { ...unit, value: null, missing: whyUnscored([message]) };
        const risk = meetings.flatMap(({ verdicts: both }) =>
          both ? [both.forward.contradict, both.backward.contradict] : [],
        );
        const worst = strongest(meetings, contradiction);
        return {
          ...unit,
          value: 1 - Math.max(...risk),
          ...(worst ? { evidence: claimEvidence(message, worst, "contradicts") } : {}),
        };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "higher", seed }),
  };
}
