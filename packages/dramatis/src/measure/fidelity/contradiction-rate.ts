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
import { BASE_RATES } from "../base-rates.ts";
import { contradiction, scoreContradiction, THRESHOLD } from "../judge-pairs.ts";

export function contradictionRate(): Measure {
  const name = "contradiction-rate";
  return {
    name,
    score(subject, context) {
      return scoreContradiction(name, {
        subject,
        context,
        rate: (judged) => {
          const contradicted = judged.filter((verdicts) => contradiction(verdicts) > 0).length;
          return { value: contradicted / judged.length, weight: judged.length };
        },
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        arguments: { threshold: THRESHOLD, baseRates: BASE_RATES },
        seed,
      }),
  };
}
