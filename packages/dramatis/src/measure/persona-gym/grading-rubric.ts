import { z } from "zod";
import type { Rubric } from "../../model/index.ts";
import { type PersonaGymTask, TASK_TEXTS } from "./tasks.prompts.ts";

/** What a judge says of a batch of answers; `index` counts from 1. */
export interface Grades {
  evaluations: { index: number; reason: string; score: number }[];
}

/** What the scores of a task mean, one a line. */
export function anchorsOf(task: PersonaGymTask): string {
  const { judged, anchors } = TASK_TEXTS[task];
  return [`Judged is ${judged}.`, ...anchors.map((anchor, i) => `${i + 1}: ${anchor}.`)].join("\n");
}

/**
 * The rubric of a task for so many answers at once. Its version is the same for every number: how many there are is no part
 * of the policy.
 */
export function gradingRubric(task: PersonaGymTask, answers: number): Rubric<Grades> {
  const evaluation = z.object({ index: z.int().min(1), reason: z.string(), score: z.int().min(1).max(5) });
  const eachOnce = (all: Grades["evaluations"]): boolean =>
    all.length === answers &&
    new Set(all.map(({ index }) => index)).size === answers &&
    all.every(({ index }) => index <= answers);
  return {
    name: `persona-gym-${task}`,
    policy: `A model plays the persona and was asked the questions, each in a conversation of its own. Rate each answer from 1 to 5.
${anchorsOf(task)}
Where examples are given for a question, choose the score whose example the answer most resembles. Answers are independent
of each other. A refusal to answer is judged as the answer that it is. One evaluation for each answer, with its index: the
reason in one or two sentences, then the score.`,
    shape: z.object({
      evaluations: z
        .array(evaluation)
        .refine(eachOnce, { message: `one evaluation for each index from 1 to ${answers}` }),
    }),
  };
}
