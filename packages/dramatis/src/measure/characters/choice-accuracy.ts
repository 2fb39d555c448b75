/**
 * Share of questions with options that the persona answers with the right option.
 *
 * The number of every benchmark with options: decisions of characters (LifeChoice, Xu et al. 2024), the consistency
 * accuracy of SimulateBench (Xiao et al. 2023, weighted by number of questions), the next behaviour (BehaviorChain
 * 2025), the reply that fits a profile (PersonaMem, Jiang et al. 2025). Options are shown in an order drawn from
 * a seed and turned back before scoring. We depart from all of them in the reading: a reply that is not one option is
 * missing as unparsed, never wrong, so read the value beside the missing count; chance is one over the number of
 * options. The unit is a question; what a question says to belong together (`cluster`) is resampled together. A wrong
 * answer is the evidence. No question: null, n = 0. An empty reply counts as refused.
 *
 * @paper 82, 223, 57, 110
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { type Choice, choicesOf } from "../choice-answer.ts";
import { whyUnscored } from "../own-turns.ts";

export function choiceAccuracy(): Measure {
  const name = "choice-accuracy";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      return choicesOf(subject).map(scoreChoice);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "higher", seed }),
  };
}

/** 1 for the right option, 0 for another, missing for none. */
export function scoreChoice({ reply, options, answer, chosen, noted }: Choice): Score {
  const cluster = typeof noted.cluster === "string" && noted.cluster !== "" ? noted.cluster : reply.session;
  const unit = { cluster, turn: reply.turn };
  if (chosen === null) return { ...unit, value: null, missing: whyUnscored([reply]) };
  if (chosen === answer) return { ...unit, value: 1 };
  const { session, turn, text: quote } = reply;
  const against = { text: options[answer] as string };
  return { ...unit, value: 0, evidence: { session, turn, quote, against, verdict: "contradicts", strength: 1 } };
}
