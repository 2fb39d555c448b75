/**
 * How much of the gold answer a reply gives, from 0 to 1, by a judge.
 *
 * The "GPT score" of REALTALK's memory probing (2025; the authors' qa_tool.py): questions on a long chat, a judge who
 * sees question, gold answer and prediction. We depart from a fault of that code, in which the model that answers is its
 * own judge; and the rubric is in our own words. `shortAnswerF1` is the score beside it that needs no judge. Questions
 * are notes of kind "gold" with `gold`. The unit is a question; the reason of a reply that falls short is the evidence.
 * No question: null, n = 0. An empty reply counts as refused, an unusable verdict as unparsed.
 *
 * @paper 86
 * @needs judge
 */
import { z } from "zod";
import type { Measure, Score } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { judgeOf, remarkOn } from "../judged.ts";
import { judgeReplies } from "./judge-replies.ts";
import { GOLD_ANSWER } from "./rubrics.ts";

const noted = z.looseObject({ gold: z.string() });

export function goldAnswer(): Measure {
  const name = "gold-answer";
  return {
    name,
    async score(subject, context) {
      const judged = await judgeReplies({
        subject,
        judge: judgeOf(name, context),
        kind: "gold",
        asks: noted,
        rubric: GOLD_ANSWER,
        known: ({ question, asks: { gold } }) => ({ question: question.text, gold }),
        signal: context.signal,
      });
      return judged.map(({ unit, reply, verdict, missing }): Score => {
        if (verdict === null) return { ...unit, value: null, missing };
        const { score: value, reason } = verdict;
        return value < 1 ? { ...unit, value, evidence: remarkOn(reply, reason, 1 - value) } : { ...unit, value };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { rubric: rubricVersion(GOLD_ANSWER) },
        seed,
      }),
  };
}
