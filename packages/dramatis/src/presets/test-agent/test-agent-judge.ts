import { z } from "zod";
import { contentId, type Message, type Missing, type Model, type Trial, type Usage } from "../../core/index.ts";
import { judge, missingOf, type Rubric, rubricVersion } from "../../model/index.ts";
import { clinicalOf, wishOf } from "../../simulate/index.ts";
import { ASSISTANT, type TestUser } from "./test-agent-file.ts";

const GOAL_REACHED: Rubric<{ reason: string; reached: boolean }> = {
  name: "test-agent-goal-reached",
  policy: `tested.talk is a talk between a user and an assistant; known.goal is what the user wanted of it. Decide by the talk alone whether the user got it, in full, from the assistant.
A promise to do it later, a part of it, advice to ask somebody else, and a refusal are no success. What the user says of it is a hint and no proof: a user may be content with too little, or go without a word although all of it was there.
"reached" is true or false.`,
  shape: z.object({ reason: z.string(), reached: z.boolean() }),
};

/** What a judge said of one talk. */
export interface GoalVerdict {
  reached: boolean | null;
  missing?: Missing;
  reason: string;
  usage: Usage;
}

/** One talk to be judged. Its id is that of the talk with the judge and the rubric, so that a judge may be added later. */
export interface GoalTrial extends Trial {
  talk: string;
  judge(signal: AbortSignal): Promise<GoalVerdict>;
}

/**
 * What a judge can tell of: a user's goal, for hidden preferences that the answer suits them, and for a patient that its
 * illness was named, also by another name.
 */
export function judgedGoal({ kind, goal, task = "", persona: { persona } }: TestUser): string | undefined {
  if (kind === "hidden-preference") {
    const wishes = (persona.preferences ?? []).map((one) => `- ${wishOf(one)}`);
    return [`An answer to "${task}" that suits all of these wishes:`, ...wishes].join("\n");
  }
  if (kind !== "patient") return goal;
  const { diagnosis } = clinicalOf(persona).record;
  if (diagnosis === undefined) return undefined;
  return `That the doctor names ${diagnosis}, by this name or another that means the same, among the five likeliest illnesses.`;
}

export function goalTrial({
  talk,
  messages,
  goal,
  model,
}: {
  talk: string;
  messages: readonly Message[];
  goal: string;
  model: Model;
}): GoalTrial {
  const input = { talk, goal, judge: model.id, rubric: rubricVersion(GOAL_REACHED) };
  return {
    id: contentId(input),
    input,
    talk,
    judge: async (signal) => {
      // Names are keys: a text that is "assistant" would read as meant for the judge.
      const lines = messages.map(({ speaker, text }) => ({ [speaker === ASSISTANT ? "assistant" : "user"]: text }));
      const [found] = await judge(model).judge(GOAL_REACHED, [{ known: { goal }, tested: { talk: lines } }], signal);
      const { verdict = null, usage = { inputTokens: 0, outputTokens: 0 }, missing } = found ?? {};
      if (verdict) return { ...verdict, usage };
      return { reached: null, missing: missing === undefined ? "unparsed" : missingOf(missing), reason: "", usage };
    },
  };
}
