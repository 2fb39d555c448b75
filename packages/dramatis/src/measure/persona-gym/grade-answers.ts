import type { Message, Missing, Model, Persona, Subject } from "../../core/index.ts";
import { type Case, type Judge, judge } from "../../model/index.ts";
import { described } from "../described.ts";
import { whyNoVerdict } from "../judged.ts";
import { repliesToProbes } from "../replies-to-probes.ts";
import { type Grades, gradingRubric } from "./grading-rubric.ts";
import { BATCH } from "./persona-gym-suite.ts";
import { type PersonaGymTask, TASKS } from "./tasks.prompts.ts";
import { type Exemplars, isExemplars, writeExemplars } from "./write-exemplars.ts";

/** A question of PersonaGym with the persona's answer. */
export interface GymAnswer {
  task: PersonaGymTask;
  question: string;
  reply: Message;
  exemplars?: Exemplars;
}

/** What the evaluators gave an answer. */
export interface GradedAnswer extends GymAnswer {
  /** Number of the batch that it was graded in. */
  batch: number;
  /** One an evaluator, 1 to 5; null where it gave none. */
  scores: (number | null)[];
  /** The first evaluator's. */
  reason?: string;
  /** Where nobody gave a score. */
  missing?: Missing;
}

/** The answers of a conversation to questions of these tasks, in order. A note of another task is passed over. */
export function gymAnswers(subject: Subject, tasks: readonly PersonaGymTask[]): GymAnswer[] {
  return repliesToProbes(subject, "persona-gym").flatMap(({ reply, question, probe: { noted } }): GymAnswer[] => {
    const task = TASKS.find((one) => one === noted.task);
    if (task === undefined || !tasks.includes(task)) return [];
    const exemplars = isExemplars(noted.exemplars) ? { exemplars: noted.exemplars } : {};
    return [{ task, question: question.text, reply, ...exemplars }];
  });
}

export interface GradeAnswers {
  persona: Persona;
  answers: readonly GymAnswer[];
  /** One or two; the first writes the examples that are lacking. */
  evaluators: readonly Model[];
  signal?: AbortSignal | undefined;
}

/**
 * Grades answers in batches of one task, each batch by every evaluator. An empty answer is a refusal and is not graded.
 *
 * @returns in the order of the answers. @throws ModelError, BudgetError from the evaluators; the signal's reason.
 */
export async function gradeAnswers({ persona, answers, evaluators, signal }: GradeAnswers): Promise<GradedAnswer[]> {
  const graded = new Map<GymAnswer, GradedAnswer>();
  const judges = evaluators.map((model) => judge(model, { vigilance: "always" }));
  for (const [number, batch] of batchesOf(answers).entries()) {
    const known = await withExemplars(batch, { persona, writer: evaluators[0], signal });
    const given = await gradesOf(known, { persona, judges, signal });
    for (const [i, answer] of batch.entries())
      graded.set(answer, { ...(known[i] as GymAnswer), batch: number, ...given[i] } as GradedAnswer);
  }
  return answers.map((answer) => graded.get(answer) ?? { ...answer, batch: -1, scores: [], missing: "refused" });
}

/** Answers of one task, at most so many at once; without those that say nothing. */
function batchesOf(answers: readonly GymAnswer[]): GymAnswer[][] {
  const said = answers.filter(({ reply }) => reply.text.trim() !== "");
  return [...Map.groupBy(said, ({ task }) => task).values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / BATCH) }, (_, i) => own.slice(i * BATCH, (i + 1) * BATCH)),
  );
}

interface Scope {
  persona: Persona;
  signal: AbortSignal | undefined;
}

async function withExemplars(
  batch: readonly GymAnswer[],
  { persona, writer, signal }: Scope & { writer: Model | undefined },
): Promise<GymAnswer[]> {
  const [first] = batch;
  const lacking = batch.filter(({ exemplars }) => exemplars === undefined);
  if (first === undefined || writer === undefined || lacking.length === 0) return [...batch];
  const questions = lacking.map(({ question }) => question);
  const written = await writeExemplars(writer, { persona, task: first.task, questions }, signal);
  return batch.map((answer) => {
    const exemplars = answer.exemplars ?? written[lacking.indexOf(answer)];
    return { ...answer, ...(exemplars && { exemplars }) };
  });
}

async function gradesOf(
  batch: readonly GymAnswer[],
  { persona, judges, signal }: Scope & { judges: readonly Judge[] },
): Promise<Pick<GradedAnswer, "scores" | "reason" | "missing">[]> {
  const rubric = gradingRubric((batch[0] as GymAnswer).task, batch.length);
  const verdicts = await Promise.all(
    judges.map(async (one) => (await one.judge<Grades>(rubric, [caseOf(batch, persona)], signal))[0]),
  );
  return batch.map((_, i) => {
    const given = verdicts.map((verdict) => verdict?.verdict?.evaluations.find(({ index }) => index === i + 1));
    const scores = given.map((grade) => grade?.score ?? null);
    const reason = given.find((grade) => grade !== undefined)?.reason;
    const [failed] = verdicts;
    const missing = scores.every((score) => score === null) ? whyNoVerdict(failed) : undefined;
    return { scores, ...(reason !== undefined && { reason }), ...(missing && { missing }) };
  });
}

function caseOf(batch: readonly GymAnswer[], persona: Persona): Case {
  const questions = batch.map(({ question, exemplars }, i) => {
    return { index: i + 1, question, ...(exemplars && { examples: exemplarsByScore(exemplars) }) };
  });
  const answers = batch.map(({ reply }, i) => ({ index: i + 1, answer: reply.text }));
  return { known: { persona: described(persona), questions }, tested: { answers } };
}

function exemplarsByScore(exemplars: Exemplars): Record<string, string> {
  return Object.fromEntries(exemplars.map((text, i) => [String(i + 1), text]));
}
