import { join } from "node:path";
import { z } from "zod";
import { InputError, type Usage } from "../../core/index.ts";
import { parseJson, readLines } from "../../persona/index.ts";
import type { MadeBy, SceneEvent } from "../../simulate/world/scene-world.ts";
import type { StepRecord } from "../../simulate/world/step-record.ts";

/** A step as a run keeps it. */
export interface KeptStep extends StepRecord {
  /** Of the calls that the step took. */
  usage: Usage;
}

/** What an agent said to a question that the scene knows nothing of. */
export interface Answer {
  kind: "answer";
  /** The step after which it was asked. */
  step: number;
  actor: string;
  question: string;
  text: string;
  made: MadeBy;
}

const count = z.number().nonnegative();
const usage = z.object({ inputTokens: count, outputTokens: count, cost: count.exactOptional() });
const made = z.looseObject({ model: z.string(), seed: z.number() });
const named = z.looseObject({ name: z.string(), present: z.boolean(), mind: z.record(z.string(), z.unknown()) });
const event = z.looseObject({
  id: z.int().min(0),
  step: z.int().min(0),
  actor: z.string(),
  kind: z.string(),
  to: z.union([z.literal("all"), z.array(z.string())]),
  text: z.string(),
  because: z.array(z.int()),
});
const keptStep = z.object({
  step: z.int().min(1),
  done: z.boolean(),
  events: z.array(event),
  agents: z.array(named).exactOptional(),
  added: z.record(z.string(), z.array(z.unknown())).exactOptional(),
  changes: z.record(z.string(), z.unknown()).exactOptional(),
  usage,
});
const answer = z.object({
  kind: z.literal("answer"),
  step: z.int().min(0),
  actor: z.string(),
  question: z.string(),
  text: z.string(),
  made,
});

export function stepId(step: number): string {
  return `step-${step}`;
}

/** A step as it stands in a run. @throws InputError for something else */
export function readStep(kept: unknown, where: string): KeptStep {
  const read = keptStep.safeParse(kept);
  // What was written here is what an engine made; the shape is looked at, the words in it are not.
  if (read.success) return kept as KeptStep;
  throw damaged(where, read.error);
}

/** An answer as it stands in a run. @throws InputError for something else */
export function readAnswer(kept: unknown, where: string): Answer {
  const read = answer.safeParse(kept);
  if (read.success) return kept as Answer;
  throw damaged(where, read.error);
}

function damaged(where: string, error: z.ZodError): InputError {
  const [issue] = error.issues;
  const found = `damaged at ${issue?.path.join(".") || "its start"}: ${issue?.message ?? "not of its shape"}`;
  return new InputError({ where, found, expected: "what a run wrote", fix: "run again without --resume" });
}

/**
 * Events and answers of a run folder in the order in which they came, one at a time, however long the scene was.
 *
 * @throws InputError for a folder without trials, and a damaged line
 */
export async function* playedEvents(folder: string): AsyncGenerator<SceneEvent | Answer, void, void> {
  const path = join(folder, "trials.jsonl");
  for await (const { text, number } of readLines(path)) {
    const where = `${path}:${number}`;
    const read = trial.safeParse(parseJson(text, where));
    if (!read.success) throw damaged(where, read.error);
    const { id, status, result } = read.data;
    if (status !== "done") continue;
    if (id.startsWith("step-")) yield* readStep(result, where).events;
    else yield readAnswer(result, where);
  }
}

const trial = z.object({ id: z.string(), status: z.string(), result: z.unknown().optional() });
