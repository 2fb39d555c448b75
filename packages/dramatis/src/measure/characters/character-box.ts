/**
 * How well a character was played over a whole trajectory, from 1 to 5: the mean of seven grades by a judge.
 *
 * CharacterBox (2025; the authors' evaluate.py): the judge first writes a critique under ten headings, then grades
 * knowledge accuracy, emotional expression, personality traits, behavioural accuracy, immersion, adaptability and
 * behavioural coherence over scene, card and rounds. The rubrics are in our own words; a round is a turn of the
 * conversation, and the scene is what the note of kind "scene" holds, where there is one. With `dimension` the value is
 * that grade alone. Where a turn reads like an instruction to the judge, the grades are given without the critique. The
 * judge's critique is the evidence. The unit is a conversation. Nothing said: null, n = 0; only
 * empty turns count as refused, an unusable verdict as unparsed, a judge that declines as refused.
 *
 * @paper 167
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { mean } from "../../stats/index.ts";
import { described } from "../described.ts";
import { linesOf, noteOf, SCENE, whyNoVerdict } from "../judged.ts";
import { conversationMeasure, gradeConversation } from "./grade-conversation.ts";
import { TRAJECTORY_CRITIQUE, TRAJECTORY_DIMENSIONS, TRAJECTORY_GRADES, type TrajectoryDimension } from "./rubrics.ts";

export interface CharacterBoxOptions {
  dimension?: TrajectoryDimension | "overall";
}

export function characterBox({ dimension = "overall" }: CharacterBoxOptions = {}): Measure {
  return conversationMeasure({
    name: "character-box",
    arguments: { dimension, rubrics: [TRAJECTORY_CRITIQUE, TRAJECTORY_GRADES].map(rubricVersion) },
    async grade({ judge, subject, own, signal }) {
      const known = { character: described(subject.persona), scene: noteOf(subject, SCENE) };
      const tested = { speaker: subject.speaker, rounds: linesOf(subject.transcript.messages) };
      const [critique] = await judge.judge(TRAJECTORY_CRITIQUE, [{ known, tested }], signal);
      if (!critique?.verdict) return whyNoVerdict(critique);
      // A critique of a text that tries to steer the judge may be steered, and words cannot be compared as grades can.
      const said = critique.suspects.length > 0 ? null : critique.verdict.critique;
      const withCritique = { known: { ...known, critique: said }, tested };
      const [grades] = await judge.judge(TRAJECTORY_GRADES, [withCritique], signal);
      if (!grades?.verdict) return whyNoVerdict(grades);
      const { verdict } = grades;
      const value = dimension === "overall" ? overallGrade(verdict) : verdict[dimension];
      return gradeConversation({ messages: own, value, said: critique.verdict.critique, best: 5, worst: 1 });
    },
  });
}

/** Mean of the seven grades. */
export function overallGrade(grades: Readonly<Record<TrajectoryDimension, number>>): number {
  return mean(TRAJECTORY_DIMENSIONS.map((one) => grades[one])) as number;
}
