/**
 * Has characters answer instructions, as rows to train a model on.
 *
 * OpenCharacter [58], response generation: each instruction is answered by n = 3 different characters of the pool, each
 * played from its rendered profile, at temperature .7. Of the paper's two ways this one trained better (4.66 against 4.37
 * by PersonaScore with the same writer). Without instructions or personas: an error.
 *
 * @paper 58
 * @needs actor
 */
import type { ChatMessage, Model, RowSource } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";
import type { Material } from "../material.ts";
import { type Cast, castRows, type ResponseOptions } from "./cast-instructions.ts";

/**
 * A row for each instruction and character. An empty answer drops the row as "no answer".
 *
 * @throws InputError without instructions or personas, or with fewer than `each`. @throws UnsupportedError without a model.
 */
export function responseGeneration(options: Material & ResponseOptions = {}): RowSource {
  return castRows("response-generation", options, played);
}

/** The conversation, which ends as soon as there is no answer. */
async function played(
  model: Model,
  { instruction, character }: Cast,
  signal: AbortSignal,
): Promise<ChatMessage[] | string> {
  const messages: ChatMessage[] = [{ role: "system", content: renderPersona(character).system }];
  for (const { text } of instruction.turns) {
    messages.push({ role: "user", content: text });
    const reply = await model.generate({ messages: [...messages], temperature: 0.7 }, signal);
    if (reply.text.trim() === "") return "no answer";
    messages.push({ role: "assistant", content: reply.text.trim() });
  }
  return messages;
}
