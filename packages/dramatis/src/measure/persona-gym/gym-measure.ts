import {
  type Measure,
  type MeasureContext,
  type Model,
  type Score,
  type Subject,
  UnsupportedError,
} from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { remarkOn } from "../judged.ts";
import { type GradedAnswer, gradeAnswers, gymAnswers } from "./grade-answers.ts";
import { gradingRubric } from "./grading-rubric.ts";
import type { PersonaGymTask } from "./tasks.prompts.ts";

export interface GymMeasureOptions {
  /** A second evaluator beside the judge; the score of an answer is then the mean of both. */
  second?: Model;
}

/** Up to this score a reader wants to know why. */
const POOR = 3;

/**
 * The measure of one task, or of all. Aggregated is the unweighted mean of the means of the tasks, whatever
 * number of answers of each has a score.
 */
export function gymMeasure(name: string, tasks: readonly PersonaGymTask[], { second }: GymMeasureOptions): Measure {
  return {
    name,
    score: (subject, context) => scoreGym(name, { subject, context, tasks, second }),
    aggregate: (scores, seed) =>
      estimateOf(weighedByTask(scores), {
        measure: name,
        version: "1",
        unit: "points",
        direction: "higher",
        arguments: {
          rubrics: Object.fromEntries(tasks.map((task) => [task, rubricVersion(gradingRubric(task, 1))])),
          ...(second && { second: second.id }),
        },
        seed,
      }),
  };
}

interface ScoreGym {
  subject: Subject;
  context: MeasureContext;
  tasks: readonly PersonaGymTask[];
  second: Model | undefined;
}

async function scoreGym(name: string, { subject, context, tasks, second }: ScoreGym): Promise<Score[]> {
  const { judge: first, signal } = context;
  if (!first) throw new UnsupportedError(name, "judge", "name one with --judge, such as --judge openai:gpt-4o");
  signal?.throwIfAborted();
  const evaluators = second ? [first, second] : [first];
  const answers = gymAnswers(subject, tasks);
  return (await gradeAnswers({ persona: subject.persona, answers, evaluators, signal })).map(scoreOf);
}

function scoreOf({ task, reply, scores, reason, missing }: GradedAnswer): Score {
  const unit = { cluster: reply.session, turn: reply.turn, part: task };
  const value = mean(scores.filter((score) => score !== null));
  if (value === null) return { ...unit, value, missing: missing ?? "failed" };
  if (value > POOR) return { ...unit, value };
  return { ...unit, value, evidence: remarkOn(reply, `${task}, ${value} of 5: ${reason ?? ""}`, (5 - value) / 4) };
}

/** Each scored answer weighs the number of answers of the fullest task over that of its own. */
function weighedByTask(scores: readonly Score[]): Score[] {
  const counts = new Map<string | undefined, number>();
  for (const { part, value } of scores) if (value !== null) counts.set(part, (counts.get(part) ?? 0) + 1);
  const most = Math.max(1, ...counts.values());
  return scores.map((score) => ({ ...score, weight: most / (counts.get(score.part) ?? most) }));
}
