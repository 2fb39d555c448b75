/**
 * Number of the persona's claims that a reply satisfies beyond a reply that says nothing, by a judge.
 *
 * ΔAPC of Peng and Shang 2024 in its form with a judge: Σ g·e − (1−g)·c over the claims. Two verdicts a
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

export function deltaApcJudged(options: JudgedApcOptions = {}): Measure {
  const name = "delta-apc-judged";
  return {
    name,
    score: (subject, context) => scoreJudgedApc(name, { ...options, subject, context, pick: (reply) => reply.delta }),
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "points",
        direction: "higher",
        arguments: judgedApcArguments(options),
        seed,
      }),
  };
}
