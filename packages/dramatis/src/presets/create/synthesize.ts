import { z } from "zod";
import { type RowSource, type TrainingRow, UnknownNameError } from "../../core/index.ts";
import {
  type CreationReport,
  distractorRows,
  type Instruction,
  type Material,
  type Problem,
  personaMath,
  responseGeneration,
  responseRewriting,
  tally,
} from "../../create/index.ts";
import { type Meter, meter } from "../../model/index.ts";
import { type HelpOptions, openHelp } from "../open/open-help.ts";
import { readMaterial, readRows } from "./read-material.ts";

/** What rows are made of: instructions for characters to answer, or problems to pose anew. */
interface Task {
  id: string;
  text: string;
  answer?: string;
  turns?: { text: string; answer?: string }[];
}

type Make = (tasks: readonly Task[], material: Material & { each?: number }) => RowSource;

const METHODS: Record<string, Make> = {
  "response-generation": (tasks, material) => responseGeneration({ ...material, instructions: tasks.map(instruction) }),
  "response-rewriting": (tasks, material) => responseRewriting({ ...material, instructions: tasks.map(instruction) }),
  "distractor-rows": (_tasks, material) => distractorRows(material),
  "persona-math": (tasks, material) => personaMath({ ...material, problems: tasks.map(problem) }),
};

export const SYNTHESIS_METHODS: readonly string[] = Object.keys(METHODS);

export interface SynthesizeOptions extends HelpOptions {
  /** One of `SYNTHESIS_METHODS`. */
  method: string;
  /** JSONL with {text, answer?}, {question, answer}, {instruction, output?} or {turns: [{text, answer?}]}. */
  tasks?: string | undefined;
  /** For distractor-rows: what people of these personas said. */
  transcripts?: readonly string[] | undefined;
  personas: readonly string[];
  /** Characters for each task. */
  each?: number | undefined;
  count?: number | undefined;
  seed?: number;
  onRow: (row: TrainingRow) => Promise<void>;
  onStart?: (meter: Meter) => void;
  signal?: AbortSignal;
}

/**
 * Makes training rows of personas and tasks, and hands on each as it is made.
 *
 * @returns what was asked, kept and dropped. @throws InputError, UnknownNameError, UnsupportedError, BudgetError
 */
export async function synthesize(options: SynthesizeOptions): Promise<CreationReport> {
  const { method, count = Number.POSITIVE_INFINITY, seed = 42, each, onRow, signal } = options;
  const make = METHODS[method];
  if (make === undefined) throw new UnknownNameError("way to make training rows", method, SYNTHESIS_METHODS);
  const counts = tally();
  const spending = meter({ cap: options.maxCost });
  const { tasks, transcripts, personas } = options;
  const source = make(tasks === undefined ? [] : await readRows(tasks, task), {
    ...(await readMaterial({ personas, transcripts })),
    ...(await openHelp(["actor"], spending, options)),
    ...(each !== undefined && { each }),
    tally: counts,
  });
  options.onStart?.(spending);
  let made = 0;
  for await (const row of source.rows(seed, signal)) {
    await onRow(row);
    made += 1;
    if (made >= count) break;
  }
  return counts.report();
}

const text = z.string().regex(/\S/, "text that is not blank");

const task: z.ZodType<Task> = z
  .object({
    id: z.union([z.string(), z.number()]).optional(),
    text: text.optional(),
    question: text.optional(),
    instruction: text.optional(),
    prompt: text.optional(),
    answer: text.optional(),
    output: text.optional(),
    turns: z
      .array(z.object({ text, answer: text.exactOptional() }))
      .min(1)
      .optional(),
  })
  .transform(({ id, turns, ...row }, context): Task => {
    const said = row.text ?? row.question ?? row.instruction ?? row.prompt ?? turns?.[0]?.text;
    if (said === undefined) {
      context.addIssue({ code: "custom", message: "text, question, instruction, prompt or turns" });
      return z.NEVER;
    }
    const answer = row.answer ?? row.output;
    return { id: String(id ?? said), text: said, ...(answer !== undefined && { answer }), ...(turns && { turns }) };
  });

function instruction({ id, text, answer, turns }: Task): Instruction {
  return { id, turns: turns ?? [{ text, ...(answer !== undefined && { answer }) }] };
}

function problem({ id, text, answer = "" }: Task): Problem {
  return { id, question: text, answer };
}
