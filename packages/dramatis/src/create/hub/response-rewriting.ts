/**
 * Rewrites known answers in the voice of characters, as rows to train a model on.
 *
 * OpenCharacter [58], response rewriting: each instruction's answers are rewritten for n = 3 different characters of the
 * pool, those of a conversation together, in one call. The facts stay: code blocks and final answers are compared, and a
 * row that changed one is dropped. Without instructions or personas: an error.
 *
 * @paper 58
 * @needs actor
 */
import { z } from "zod";
import type { ChatMessage, Model, Persona, RowSource } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import type { Material } from "../material.ts";
import { type Cast, castRows, type Instruction, type ResponseOptions } from "./cast-instructions.ts";
import { keepsResult } from "./final-answer.ts";

const TASK = `The material is a character and a conversation. Rewrite each answer as this character would say it: in their voice, from where they stand in life. Keep every fact, every number, every code block and every final result as it is, leave nothing out, and add no fact.
Reply as {"answers": ["…"]}, one for each answer, in order.`;

const reply = z.object({ answers: z.array(z.string().trim().min(1)) });

/**
 * A row for each instruction and character. Dropped are rows of an instruction with a turn without an answer ("no known
 * answer"), what cannot be read ("unparsed"), and what changed a result ("another result").
 *
 * @throws InputError without instructions or personas, or with fewer than `each`. @throws UnsupportedError without a model.
 */
export function responseRewriting(options: Material & ResponseOptions = {}): RowSource {
  return castRows("response-rewriting", options, rewritten);
}

async function rewritten(
  model: Model,
  { instruction, character }: Cast,
  signal: AbortSignal,
): Promise<ChatMessage[] | string> {
  const known = answersOf(instruction);
  if (known === null) return "no known answer";
  const material = {
    character: renderPersona(character, { person: "third" }).system,
    conversation: instruction.turns,
  };
  const answers = (await askJson(model, { task: TASK, material, shape: reply, temperature: 0.7 }, signal))?.answers;
  if (answers?.length !== known.length) return "unparsed";
  const isKept = answers.every((answer, i) => keepsResult(known[i] as string, answer));
  return isKept ? conversation(instruction, character, answers) : "another result";
}

function answersOf({ turns }: Instruction): string[] | null {
  const answers = turns.flatMap(({ answer }) => (answer === undefined || answer.trim() === "" ? [] : [answer]));
  return answers.length === turns.length ? answers : null;
}

function conversation({ turns }: Instruction, character: Persona, answers: readonly string[]): ChatMessage[] {
  const said = turns.flatMap(({ text }, i): ChatMessage[] => [
    { role: "user", content: text },
    { role: "assistant", content: answers[i] as string },
  ]);
  return [{ role: "system", content: renderPersona(character).system }, ...said];
}
