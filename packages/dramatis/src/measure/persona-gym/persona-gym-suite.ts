import { z } from "zod";
import {
  contentId,
  type Model,
  ModelError,
  type Persona,
  random,
  type Suite,
  type SuiteItem,
} from "../../core/index.ts";
import { askJson, mapConcurrent } from "../../model/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { described } from "../described.ts";
import shipped from "./settings.json" with { type: "json" };
import { CHOOSE_SETTINGS, type PersonaGymTask, TASK_TEXTS, TASKS, WRITE_QUESTIONS } from "./tasks.prompts.ts";
import { writeExemplars } from "./write-exemplars.ts";

/** Places and occasions that a question can be set in. */
export const SETTINGS: readonly string[] = shipped;

/** Questions whose exemplars are written, or answers that are graded, by one call. */
export const BATCH = 5;
const MOST_SETTINGS = 5;
const ATTEMPTS = 5;

export interface PersonaGymSuiteOptions {
  /** Chooses the settings, writes the questions and the examples. */
  model: Model;
  /** Orders the settings, and draws them where the model chooses none. */
  seed?: number;
  /** Questions a task. */
  perTask?: number;
  settings?: readonly string[];
  /** Whether to write examples of every score; without them a judge writes its own when it grades. */
  exemplars?: boolean;
  concurrency?: number;
  signal?: AbortSignal;
}

/**
 * The questions of PersonaGym (Samuel et al. 2024) for a persona: a model chooses settings in which it could be found, then
 * writes questions for each of five tasks, and for each question an answer that deserves each score.
 *
 * We depart: at most five settings, and only such as are on the list; where the model names none, five are drawn.
 *
 * @throws ModelError (bad_reply) when five attempts at a task's questions gave another number of them. @throws the signal's
 *   reason.
 */
export async function personaGymSuite(
  persona: Persona,
  {
    model,
    seed = 42,
    perTask = 10,
    settings = SETTINGS,
    exemplars = true,
    concurrency = 4,
    signal,
  }: PersonaGymSuiteOptions,
): Promise<Suite> {
  const chosen = await chooseSettings(model, { persona, settings: random(seed).shuffle(settings) }, signal);
  const scope = { persona, settings: chosen, perTask, exemplars };
  const limits = { concurrency, signal };
  const items = await mapConcurrent(TASKS, (task, own) => itemsOf(model, { ...scope, task }, own), limits);
  const name = `${persona.name}: PersonaGym`;
  return { schema: "dramatis.suite/1", name, personaVersion: personaVersion(persona), seed, items: items.flat() };
}

/** An item that asks a question of a task; the id is made of these two, so that it outlives its examples. */
export function personaGymItem(task: PersonaGymTask, question: string, asks: Record<string, unknown> = {}): SuiteItem {
  const id = `${task}-${contentId([task, question]).slice(0, 8)}`;
  return { id, kind: "persona-gym", turns: [question], asks: { task, ...asks } };
}

async function chooseSettings(
  model: Model,
  { persona, settings }: { persona: Persona; settings: readonly string[] },
  signal?: AbortSignal,
): Promise<string[]> {
  const task = CHOOSE_SETTINGS.replace("MOST", String(MOST_SETTINGS));
  const shape = z.object({ settings: z.array(z.string()) });
  const reply = await askJson(model, { task, material: { persona: described(persona), settings }, shape }, signal);
  const listed = [...new Set(reply?.settings)].filter((setting) => settings.includes(setting));
  return (listed.length > 0 ? listed : settings).slice(0, MOST_SETTINGS);
}

interface TaskScope {
  persona: Persona;
  task: PersonaGymTask;
  settings: readonly string[];
  perTask: number;
  exemplars: boolean;
}

async function itemsOf(model: Model, scope: TaskScope, signal: AbortSignal): Promise<SuiteItem[]> {
  const questions = await writeQuestions(model, scope, signal);
  const items: SuiteItem[] = [];
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = questions.slice(from, from + BATCH);
    const written = scope.exemplars ? await writeExemplars(model, { ...scope, questions: batch }, signal) : [];
    for (const [i, question] of batch.entries()) {
      const exemplars = written[i];
      items.push(personaGymItem(scope.task, question, exemplars && { exemplars }));
    }
  }
  return items;
}

/** Exactly as many questions as were asked for, no two alike. */
async function writeQuestions(
  model: Model,
  { persona, task, settings, perTask }: TaskScope,
  signal: AbortSignal,
): Promise<string[]> {
  const distinct = (texts: string[]): boolean => new Set(texts).size === texts.length;
  const questions = z
    .array(z.string().regex(/\S/))
    .length(perTask)
    .refine(distinct, { message: "the same question twice" });
  const wanted = WRITE_QUESTIONS.replace("COUNT", String(perTask)).replace("BRIEF", () => TASK_TEXTS[task].asks);
  const material = { persona: described(persona), settings };
  const reply = await askJson(
    model,
    { task: wanted, material, shape: z.object({ questions }), attempts: ATTEMPTS },
    signal,
  );
  if (reply) return reply.questions;
  throw new ModelError(model.id, "bad_reply", `no ${perTask} questions for ${task} in ${ATTEMPTS} attempts`);
}
