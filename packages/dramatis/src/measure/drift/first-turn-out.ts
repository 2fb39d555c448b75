/**
 * Number of the speaker's turns before the first one that contradicts a claim of the persona.
 *
 * First turn out of character: ours, with the verdicts of Dialogue NLI (Welleck et al. 2019) in either direction.
 * The unit is a session. A session that never leaves is cut off at its end, where its survival is only known to be
 * longer: the mean is the mean survival restricted to the length of the conversations, a lower bound. Compare only
 * conversations of like length. A turn that cannot be judged counts as in character; a session without any judged turn
 * is missing. No claims or no turns of the speaker: null, n = 0.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { claimEvidence, contradiction, isJudged, meetClaims, strongest, THRESHOLD } from "../judge-pairs.ts";
import { whyUnscored } from "../own-turns.ts";

export function firstTurnOut(): Measure {
  const name = "first-turn-out";
  return {
    name,
    async score(subject, context) {
      const lines = await meetClaims(name, subject, context);
      const [first] = lines;
      if (!first) return [];
      const cluster = first.message.session;
      if (!lines.some(({ meetings }) => isJudged(meetings))) {
        return [{ cluster, value: null, missing: whyUnscored(lines.map(({ message }) => message)) }];
      }
      for (const [turnsBefore, { message, meetings }] of lines.entries()) {
        const worst = strongest(meetings, contradiction);
        if (!worst) continue;
        return [{ cluster, value: turnsBefore, evidence: claimEvidence(message, worst, "contradicts") }];
      }
      return [{ cluster, value: lines.length }];
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "turns",
        direction: "higher",
        counts: "conversations",
        arguments: { threshold: THRESHOLD, baseRates: BASE_RATES },
        seed,
      }),
  };
}
