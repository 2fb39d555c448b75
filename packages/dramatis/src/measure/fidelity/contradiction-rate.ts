/**
 * Share of (line, claim) pairs in which what the speaker said contradicts a claim of the persona.
 *
 * Dialogue NLI: Welleck et al. 2019. The rate over whole transcripts is ours: a pair contradicts where
 * p(contradict) is at least .5 and the most probable label, in either direction. The unit is a turn with weight = its
 * judged pairs, so that the mean is the share over all pairs; the evidence of a turn is its strongest contradiction.
 * No claims or no turns of the speaker: null, n = 0. An empty turn counts as refused, another
 * that cannot be judged as unparsed.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { claimEvidence, contradiction, isJudged, meetClaims, strongest, THRESHOLD } from "../judge-pairs.ts";
import { whyUnscored } from "../own-turns.ts";

export function contradictionRate(): Measure {
  const name = "contradiction-rate";
  return {
    name,
    async score(subject, context) {
      const lines = await meetClaims(name, subject, context);
      return lines.map(({ message, meetings }) => {
        const unit = { cluster: message.session, turn: message.turn };
        if (!isJudged(meetings)) return { ...unit, value: null, missing: whyUnscored([message]) };
        const judged = meetings.flatMap(({ verdicts }) => verdicts ?? []);
        const contradicted = judged.filter((verdicts) => contradiction(verdicts) > 0).length;
        const worst = strongest(meetings, contradiction);
        return {
          ...unit,
          value: contradicted / judged.length,
          weight: judged.length,
          ...(worst ? { evidence: claimEvidence(message, worst, "contradicts") } : {}),
        };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        arguments: { threshold: THRESHOLD },
        seed,
      }),
  };
}
