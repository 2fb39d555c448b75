/**
 * How far the speaker comes across as a living person, from 1 to 5: the mean of five grades by a judge.
 *
 * Ours, after the dimensions of CharacterBox (2025) and the anthropomorphism list of CoSER (Wang et al. 2025):
 * naturalness, motivation, emotion, awareness of the situation, and not talking like an assistant, each with its reason.
 * It has no reference and no published figures: use it beside a measure that has. With `dimension` the value is that
 * grade alone. The lowest grade's reason is the evidence. The unit is a conversation. Nothing said: null, n = 0; only
 * empty turns count as refused, an unusable verdict as unparsed, a judge that declines as refused.
 *
 * @paper 167, 67
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { mean } from "../../stats/index.ts";
import { described } from "../described.ts";
import { linesOf, noteOf, SCENE, whyNoVerdict } from "../judged.ts";
import { conversationMeasure, gradeConversation } from "./grade-conversation.ts";
import { BELIEVABILITY, BELIEVABILITY_DIMENSIONS, type BelievabilityDimension } from "./rubrics.ts";

export interface BelievabilityOptions {
  dimension?: BelievabilityDimension | "overall";
}

export function believability({ dimension = "overall" }: BelievabilityOptions = {}): Measure {
  return conversationMeasure({
    name: "believability",
    arguments: { dimension, rubric: rubricVersion(BELIEVABILITY) },
    async grade({ judge, subject, own, signal }) {
      const known = { persona: described(subject.persona), scene: noteOf(subject, SCENE) };
      const tested = { speaker: subject.speaker, conversation: linesOf(subject.transcript.messages) };
      const [judged] = await judge.judge(BELIEVABILITY, [{ known, tested }], signal);
      if (!judged?.verdict) return whyNoVerdict(judged);
      const { verdict } = judged;
      const asked = dimension === "overall" ? BELIEVABILITY_DIMENSIONS : [dimension];
      const marks = asked.map((one) => verdict[one]);
      const worst = marks.reduce((low, mark) => (mark.score < low.score ? mark : low));
      const value = mean(marks.map(({ score }) => score)) as number;
      return gradeConversation({ messages: own, value, said: worst.reason, best: 5, worst: 1 });
    },
  });
}
