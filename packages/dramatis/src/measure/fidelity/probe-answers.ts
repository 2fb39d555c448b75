/**
 * Share of an interviewer's yes-or-no questions about the persona's claims that the speaker answers as the claim says.
 *
 * Ours, with Dialogue NLI (Welleck et al. 2019) as judge. The questions are those that `check` asks when it interviews a
 * persona; the transcript says which they are and what they ask about. A "yes" or "no" at the start of the answer decides;
 * without one the judge does (p at least .5, most probable label, either direction), and an answer that says neither is
 * missing as unparsed, an empty one as refused. The unit is an answer. A conversation without such a question is one unit
 * that is unsupported; no conversation: null, n = 0.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { THRESHOLD } from "../judge-pairs.ts";
import { scoreProbes } from "../probed-replies.ts";

export function probeAnswers(): Measure {
  const name = "probe-answers";
  return {
    name,
    score: (subject, context) => scoreProbes(name, { kind: "yes-no", subject, context }),
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { threshold: THRESHOLD, baseRates: BASE_RATES },
        seed,
      }),
  };
}
