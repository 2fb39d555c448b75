/**
 * Share of the persona's claims that a reply satisfies, by a judge: the relevant ones shown, the others not contradicted.
 *
 * APC score of Peng and Shang 2024 in its form with a judge: Σ g·e + (1−g)·(1−c) over the claims, here divided by their number. Two verdicts a
 * claim and reply, each 0 or 1: is the claim called for by what the partner said (g), and does the reply entail (e),
 * contradict (c) or leave it open. We depart: rubrics in our words with the reason first. A claim without both verdicts is
 * left out. Not comparable with the form that uses an NLI model. With `nearest` only that many claims a reply are judged, and
 * the estimate says so. The unit is a turn. No claims or no turns: null, n = 0. An empty turn counts as refused, one whose
 * verdicts cannot be read as unparsed. Cost: two calls a claim and turn.
 *
 * @paper 53
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { type JudgedApcOptions, judgedApcArguments, scoreJudgedApc } from "./judged-active-passive.ts";

export function apcJudged(options: JudgedApcOptions = {}): Measure {
  const name = "apc-judged";
  return {
    name,
    score: (subject, context) =>
      scoreJudgedApc(name, { ...options, subject, context, pick: (reply) => reply.apc / reply.perStatement.length }),
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: judgedApcArguments(options),
        seed,
      }),
  };
}
