import type { Missing, Model, Persona, Subject, Transcript } from "../../core/index.ts";
import { isRefusal } from "../refusal.ts";
import { overallScore, taskScore } from "./aggregate-grades.ts";
import { type GradedAnswer, gradeAnswers, gymAnswers } from "./grade-answers.ts";
import { type PersonaGymTask, TASKS } from "./tasks.prompts.ts";

export interface PersonaGymResultOptions {
  persona: Persona;
  /** Conversations that hold the answers; those of a suite hold one each. */
  transcripts: readonly Transcript[];
  /** By default the persona's name. */
  speaker?: string;
  /** One or two; the paper has two. */
  evaluators: readonly Model[];
  signal?: AbortSignal;
}

export interface PersonaGymResult {
  /** 1 to 5; null without a score. */
  tasks: Record<PersonaGymTask, number | null>;
  /** null where a task is. */
  personaScore: number | null;
  answers: number;
  /** Answers that decline or say nothing. They are graded all the same, the empty ones aside. */
  refusals: number;
  /** Answers without a score, by why. */
  missing: Partial<Record<Missing, number>>;
}

/**
 * One persona's PersonaScore as the paper aggregates it: answers of all conversations in batches of five a task, a batch
 * the mean of its evaluators' means, a task the mean of its batches, the whole the mean of the tasks. For an interval use
 * the measure persona-score.
 *
 * @throws RangeError without an evaluator. @throws ModelError, BudgetError from the evaluators.
 */
export async function personaGymResult({
  persona,
  transcripts,
  speaker = persona.name,
  evaluators,
  signal,
}: PersonaGymResultOptions): Promise<PersonaGymResult> {
  if (evaluators.length === 0) throw new RangeError("invalid evaluators; not at least one");
  const answers = transcripts.flatMap((transcript) => {
    const subject: Subject = { persona, personaVersion: "", transcript, speaker };
    return gymAnswers(subject, TASKS);
  });
  const graded = await gradeAnswers({ persona, answers, evaluators, signal });
  const scored = TASKS.map((task) => scoreOf(graded.filter((answer) => answer.task === task)));
  const missing: PersonaGymResult["missing"] = {};
  for (const { missing: reason } of graded) if (reason) missing[reason] = (missing[reason] ?? 0) + 1;
  return {
    tasks: Object.fromEntries(TASKS.map((task, i) => [task, scored[i] ?? null])) as PersonaGymResult["tasks"],
    personaScore: overallScore(scored),
    answers: answers.length,
    refusals: answers.filter(({ reply }) => isRefusal(reply.text)).length,
    missing,
  };
}

function scoreOf(graded: readonly GradedAnswer[]): number | null {
  const batches = [...Map.groupBy(graded, ({ batch }) => batch).values()];
  return taskScore(
    batches.map((batch) => {
      const evaluators = Math.max(...batch.map(({ scores }) => scores.length));
      return Array.from({ length: evaluators }, (_, i) => batch.map(({ scores }) => scores[i] ?? null));
    }),
  );
}
