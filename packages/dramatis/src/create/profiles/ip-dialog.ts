/**
 * Writes for a persona dialogues that imply one of its attributes and never state it, with a task whose answer needs it.
 *
 * IP-Dialog [109]: ten tasks by twelve types of attribute; one call writes the history, checked for leaks of the
 * attribute (its value, a synonym the model names, or by an embedder a line whose cosine with it is over .8), one writes
 * the task's question and the answer that fits. Added as `facets.impliedDialogues`, as data for tests and training: the
 * five causal graphs and the four metrics belong to whoever plays and judges them. Task and type lists are our words.
 * A persona without any of the attributes is yielded as it came. A leak is tried once more, then dropped.
 *
 * @paper 109
 * @needs actor
 */
import { z } from "zod";
import { type Embedder, type Model, type Persona, random, type Source } from "../../core/index.ts";
import { askJson, neededModel } from "../../model/index.ts";
import { given, type Material } from "../material.ts";
import { tally as newTally, type Tally } from "../tally.ts";
import { leaks } from "./attribute-leak.ts";

export const TASKS: readonly string[] = [
  ...["recommend a film", "plan a holiday", "suggest a meal", "choose a gift", "give advice on money"],
  ...["explain the news", "plan a weekend", "suggest a sport", "help with a letter", "recommend a book"],
];

/** Types of attribute: keys of `identity.social`. */
export const ATTRIBUTES: readonly string[] = [
  ...["age", "sex", "gender", "occupation", "education", "residence", "nationality", "maritalStatus"],
  ...["religion", "ethnicity", "income", "children"],
];

const HISTORY = `You are given an attribute of a person, its value, and a task.
Write a talk of 4 to 8 turns between that person ("user") and an assistant, before the task comes up, from which the value can be inferred: by what they do, mention, need. Never state the value, nor another word for it.
Reply with {"history": [{"speaker": "user" or "assistant", "text": "..."}], "synonyms": ["other words for the value"]}.`;
const QUESTION = `You are given a talk, an attribute that it implies, and a task.
Write what the person asks the assistant for next, for that task, without naming the attribute, and the answer that fits somebody with that value and would not fit another.
Reply with {"question": "...", "answer": "..."}.`;

const historyShape = z.object({
  history: z
    .array(z.object({ speaker: z.enum(["user", "assistant"]), text: z.string().regex(/\S/) }))
    .min(2)
    .max(12),
  synonyms: z.array(z.string()).max(20),
});
const questionShape = z.object({ question: z.string().regex(/\S/), answer: z.string().regex(/\S/) });

export interface ImpliedDialogue {
  attribute: string;
  value: string;
  task: string;
  history: { speaker: "user" | "assistant"; text: string }[];
  question: string;
  answer: string;
  model: string;
  seed: number;
}

export interface IpDialogOptions extends Material {
  /** Dialogues for each attribute that a persona has, each of another task. */
  perAttribute?: number;
}

/** @throws InputError without personas, UnsupportedError without a chat model. */
export function ipDialog(options: IpDialogOptions = {}): Source {
  const { tally = newTally(), embedder, perAttribute = 1 } = options;
  const personas = given("ip-dialog", options, "personas");
  const model = tally.counted(neededModel("ip-dialog", options.model));

  return {
    name: "ip-dialog",
    async *personas(seed, signal) {
      for (const [index, persona] of personas.entries()) {
        const { shuffle } = random(seed + index);
        const dialogues: ImpliedDialogue[] = [];
        for (const [attribute, value] of attributesOf(persona)) {
          for (const task of shuffle(TASKS).slice(0, perAttribute)) {
            signal?.throwIfAborted();
            const asked = { attribute, value, task };
            const made = await dialogue(asked, { model, embedder, tally }, signal);
            if (made !== null) dialogues.push({ ...asked, ...made, model: model.id, seed });
          }
        }
        signal?.throwIfAborted();
        yield dialogues.length === 0
          ? persona
          : { ...persona, facets: { ...persona.facets, impliedDialogues: dialogues } };
      }
    },
  };
}

function attributesOf({ identity }: Persona): [string, string][] {
  const social = identity?.social ?? {};
  return ATTRIBUTES.flatMap((attribute): [string, string][] => {
    const value = social[attribute];
    const text = Array.isArray(value) ? value.join(", ") : String(value ?? "");
    return text.trim() === "" ? [] : [[attribute, text]];
  });
}

type Made = Pick<ImpliedDialogue, "history" | "question" | "answer">;

async function dialogue(
  asked: { attribute: string; value: string; task: string },
  { model, embedder, tally }: { model: Model; embedder: Embedder | undefined; tally: Tally },
  signal?: AbortSignal,
): Promise<Made | null> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    tally.ask();
    const material = { ...asked, attempt };
    const told = await askJson(model, { task: HISTORY, material, shape: historyShape, temperature: 0.8 }, signal);
    if (told === null) {
      tally.drop("unparsed");
      return null;
    }
    const { history, synonyms } = told;
    const isLeak = (lines: readonly string[]): Promise<boolean> => leaks(lines, asked, { synonyms, embedder, signal });
    if (await isLeak(history.map(({ text }) => text))) {
      tally.drop("leak");
      continue;
    }
    const next = await askJson(
      model,
      { task: QUESTION, material: { ...asked, history }, shape: questionShape, temperature: 0.7 },
      signal,
    );
    if (next === null) {
      tally.drop("unparsed");
      return null;
    }
    if (await isLeak([next.question])) {
      tally.drop("leak");
      continue;
    }
    tally.keep();
    return { history, ...next };
  }
  return null;
}
