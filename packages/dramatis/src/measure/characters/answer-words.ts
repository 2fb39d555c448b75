/**
 * How far the words of a short answer are those of the gold answer: F1, precision or recall of the two sets of words.
 *
 * PersonaBench (2025; the authors' eval.py): marks are dropped, case is ignored, and each word counts once. `outdated`
 * words are looked for by `informationUpdate`. No judge is needed, and none is replaced: a right answer in other words is
 * 0 here. Latin letters and digits only, as in the authors' code, so an answer in another script is missing as
 * unsupported. Questions are notes of kind "gold" with `gold`. The unit is a question; the reply that holds least of its
 * gold answer is the evidence. No question: null, n = 0. An empty reply counts as refused.
 *
 * @paper 103
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";
import { repliesToProbes } from "../replies-to-probes.ts";
import { type WordOverlap, wordSet, wordSetOverlap } from "./word-set.ts";

export interface AnswerWordsOptions {
  of?: keyof WordOverlap;
}

export function answerWords({ of = "f1" }: AnswerWordsOptions = {}): Measure {
  const name = "answer-words";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const turns = repliesToProbes(subject, "gold").flatMap(({ reply, probe: { noted } }): ScoredTurn[] => {
        if (typeof noted.gold !== "string") return [];
        const unit = { cluster: reply.session, turn: reply.turn, value: null };
        if (reply.text.trim() === "") return [{ message: reply, score: { ...unit, missing: "refused" } }];
        if (wordSet(noted.gold).size === 0) return [{ message: reply, score: { ...unit, missing: "unsupported" } }];
        const value = wordSetOverlap(reply.text, noted.gold)[of];
        return [{ message: reply, score: { ...unit, value }, extremity: 1 - value, against: { text: noted.gold } }];
      });
      return pointAtExtreme(turns);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { of },
        seed,
      }),
  };
}
