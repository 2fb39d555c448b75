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
import { BASE_RATES } from "../base-rates.ts";
import { scoreContradiction } from "../judge-pairs.ts";

export function inCharacterByTurn(): Measure {
  const name = "in-character-by-turn";
  return {
    name,
    score(subject, context) {
      return scoreContradiction(name, {
        subject,
        context,
        rate: (judged) => {
          const risk = judged.flatMap(({ forward, backward }) => [forward.contradict, backward.contradict]);
          return { value: 1 - Math.max(...risk) };
        },
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { baseRates: BASE_RATES },
        seed,
      }),
  };
}
