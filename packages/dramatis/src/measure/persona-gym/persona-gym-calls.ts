import { BATCH } from "./persona-gym-suite.ts";
import { TASKS } from "./tasks.prompts.ts";

/** Model calls by what they are for. */
export interface PersonaGymCalls {
  /** Choosing the settings. */
  settings: number;
  /** Writing the questions. */
  questions: number;
  /** Writing an example of each score. */
  exemplars: number;
  /** Of the model under test. */
  answers: number;
  /** Of all evaluators. */
  grades: number;
  total: number;
}

export interface PersonaGymCallsOptions {
  /** Questions a task. */
  perTask?: number;
  evaluators?: number;
  /** Answers that are graded at once: 5 in the paper; 1 where each stands in a transcript of its own. */
  batch?: number;
  /** Whether the questions, with their examples, are there already. */
  stored?: boolean;
}

/** How many calls one persona costs where every reply can be used, to be known before a run. */
export function personaGymCalls({
  perTask = 10,
  evaluators = 2,
  batch = BATCH,
  stored = false,
}: PersonaGymCallsOptions = {}): PersonaGymCalls {
  const tasks = TASKS.length;
  const calls = {
    settings: stored ? 0 : 1,
    questions: stored ? 0 : tasks,
    exemplars: stored ? 0 : tasks * Math.ceil(perTask / BATCH),
    answers: tasks * perTask,
    grades: evaluators * tasks * Math.ceil(perTask / batch),
  };
  return { ...calls, total: Object.values(calls).reduce((sum, count) => sum + count, 0) };
}
