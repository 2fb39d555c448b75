/**
 * Share of the speaker's lines that contradict no claim of the persona.
 *
 * Prompt-to-line consistency of Abdulhai et al. 2025 (arXiv 2511.00222), a mean over lines of a judge's yes or no. We
 * depart: the judge is Dialogue NLI on each claim in place of a language model on the whole prompt, and a line is
 * inconsistent where any claim is contradicted, in either direction. The unit is a turn.
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

export function promptToLine(): Measure {
  const name = "prompt-to-line";
  return {
    name,
    score(subject, context) {
      return scoreContradiction(name, {
        subject,
        context,
        rate: (judged) => {
          return { value: judged.some((verdicts) => contradiction(verdicts) > 0) ? 0 : 1 };
        },
      });
    },
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
