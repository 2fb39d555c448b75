/**
 * How well somebody came out of an interaction with a goal and a secret, by a judge's scores on seven dimensions.
 *
 * After the evaluator of SOTOPIA (Zhou et al. 2024; the authors' envs/evaluators.py and evaluation_dimensions.py):
 * believability 0..10, relationship −5..5, knowledge 0..10, secret −10..0, social rules −10..0, financial and material
 * −5..5, goal 0..10, each with its reasoning before its score; the value is their plain mean, −30/7..40/7, which counts the
 * wide ranges more. With `dimension` it is that score alone. A score out of its range is no verdict: the judge is told
 * so, and then it is missing. The rubric is in our own words. The goal, and the secret and relationship where there are
 * any, are taken from the note of kind "scene" (simulate's `sceneTranscript` writes it). The reason for the poorest score,
 * within its range, is the evidence. The unit is a conversation. No noted goal: null, n = 0; only empty turns count as
 * refused, an unusable verdict as unparsed.
 *
 * @method
 * @needs judge
 */
import { z } from "zod";
import type { Measure } from "../../core/index.ts";
import { type Rubric, rubricVersion } from "../../model/index.ts";
import { mean } from "../../stats/index.ts";
import { described } from "../described.ts";
import { linesOf, noteOf, SCENE, whyNoVerdict } from "../judged.ts";
import { conversationMeasure, gradeConversation } from "./grade-conversation.ts";

/** Least and most of each dimension. */
export const GOAL_DIMENSIONS = {
  believability: [0, 10],
  relationship: [-5, 5],
  knowledge: [0, 10],
  secret: [-10, 0],
  socialRules: [-10, 0],
  financial: [-5, 5],
  goal: [0, 10],
} as const;
export type GoalDimension = keyof typeof GOAL_DIMENSIONS;

export type GoalScores = Record<GoalDimension, { reasoning: string; score: number }>;

const scored = ([least, most]: readonly [number, number]) =>
  z.strictObject({ reasoning: z.string(), score: z.int().min(least).max(most) });

export const GOAL_SCORES: Rubric<GoalScores> = {
  name: "goal-scores",
  policy: `Score how one speaker came out of the interaction. "known" tells who they are, what they wanted, and what they hid; the
others did not know that. Give each reason first, and name turns. Whole numbers.
believability (0 to 10): talks and acts as a person would, and as this one would; 10: throughout.
relationship (-5 to 5): what the interaction did to the speaker's relations and standing; 0: nothing; -5: ruined, 5: much better.
knowledge (0 to 10): what the speaker learnt that is new and matters; 0: nothing.
secret (-10 to 0): whether what they hide came out; 0: it did not, or there is none; -10: it was told.
socialRules (-10 to 0): whether they broke norms or laws; 0: none; -10: a grave crime.
financial (-5 to 5): what they gained or lost in money and goods, soon or later; 0: nothing.
goal (0 to 10): how far they reached what they wanted; 0: not at all, or further off; 10: wholly.`,
  shape: z.strictObject({
    believability: scored(GOAL_DIMENSIONS.believability),
    relationship: scored(GOAL_DIMENSIONS.relationship),
    knowledge: scored(GOAL_DIMENSIONS.knowledge),
    secret: scored(GOAL_DIMENSIONS.secret),
    socialRules: scored(GOAL_DIMENSIONS.socialRules),
    financial: scored(GOAL_DIMENSIONS.financial),
    goal: scored(GOAL_DIMENSIONS.goal),
  }),
};

export interface GoalScoresOptions {
  dimension?: GoalDimension | "overall";
}

export function goalScores({ dimension = "overall" }: GoalScoresOptions = {}): Measure {
  const names = Object.keys(GOAL_DIMENSIONS) as GoalDimension[];
  const asked = dimension === "overall" ? names : [dimension];
  const meanOf = (values: readonly number[]): number => mean(values) as number;
  return conversationMeasure({
    name: "goal-scores",
    arguments: { dimension, rubric: rubricVersion(GOAL_SCORES) },
    applies: (subject) => typeof noteOf(subject, SCENE)?.goal === "string",
    async grade({ judge, subject, own, signal }) {
      const known = { speaker: described(subject.persona), ...noteOf(subject, SCENE) };
      const tested = { speaker: subject.speaker, interaction: linesOf(subject.transcript.messages) };
      const [judged] = await judge.judge(GOAL_SCORES, [{ known, tested }], signal);
      if (!judged?.verdict) return whyNoVerdict(judged);
      const { verdict } = judged;
      const worst = asked.reduce((low, one) => (shareOf(one, verdict) < shareOf(low, verdict) ? one : low));
      return gradeConversation({
        messages: own,
        value: meanOf(asked.map((one) => verdict[one].score)),
        said: verdict[worst].reasoning,
        best: meanOf(asked.map((one) => GOAL_DIMENSIONS[one][1])),
        worst: meanOf(asked.map((one) => GOAL_DIMENSIONS[one][0])),
      });
    },
  });
}

/** Where a score stands in its range, 0..1. */
function shareOf(dimension: GoalDimension, scores: GoalScores): number {
  const [least, most] = GOAL_DIMENSIONS[dimension];
  return (scores[dimension].score - least) / (most - least);
}
