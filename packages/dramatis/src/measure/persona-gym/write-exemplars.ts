import { z } from "zod";
import type { Model, Persona } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { described } from "../described.ts";
import { anchorsOf } from "./grading-rubric.ts";
import { type PersonaGymTask, WRITE_EXEMPLARS } from "./tasks.prompts.ts";

/** An answer that deserves each score, from 1 to 5. */
export type Exemplars = [string, string, string, string, string];

const text = z.string().min(1);
const answers = z.tuple([text, text, text, text, text]);

export function isExemplars(value: unknown): value is Exemplars {
  return answers.safeParse(value).success;
}

export interface WriteExemplars {
  persona: Persona;
  task: PersonaGymTask;
  questions: readonly string[];
}

/**
 * For each question an example answer of every score, by one call for all of them. Where the model does not write what was
 * asked for, nothing: a judge then has the rubric's anchors alone.
 *
 * @throws ModelError, BudgetError from the model. @throws the signal's reason.
 */
export async function writeExemplars(
  model: Model,
  { persona, task, questions }: WriteExemplars,
  signal?: AbortSignal,
): Promise<(Exemplars | undefined)[]> {
  if (questions.length === 0) return [];
  const shape = z.object({ items: z.array(z.object({ index: z.int(), answers })) });
  const material = {
    persona: described(persona),
    questions: questions.map((question, i) => ({ index: i + 1, question })),
  };
  const written = await askJson(
    model,
    { task: WRITE_EXEMPLARS.replace("RUBRIC", () => anchorsOf(task)), material, shape },
    signal,
  );
  return questions.map((_, i) => written?.items.find(({ index }) => index === i + 1)?.answers);
}
