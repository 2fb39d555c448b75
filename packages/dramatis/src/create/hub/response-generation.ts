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
import { type ChatMessage, type Model, type Persona, type RowSource, random } from "../../core/index.ts";
import { mapConcurrent } from "../../model/index.ts";
import { personaVersion, renderPersona } from "../../persona/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, givenTasks, type Material } from "../material.ts";
import { castInstructions, type Instruction } from "./cast-instructions.ts";
import { inBatches } from "./in-batches.ts";

export interface ResponseOptions {
  instructions?: readonly Instruction[];
  /** Different characters that answer each instruction. */
  each?: number;
  /** Conversations under way at once. */
  concurrency?: number;
}

const NAME = "response-generation";

/**
 * A row for each instruction and character. An empty answer drops the row as "no answer".
 *
 * @throws InputError without personas, or with fewer than `each`. @throws UnsupportedError without a model.
 */
export function responseGeneration({
  instructions,
  each = 3,
  concurrency = 8,
  ...material
}: Material & ResponseOptions = {}): RowSource {
  const tasks = givenTasks(NAME, instructions);
  const model = countedModel(NAME, material);
  const pool = given(NAME, material, "personas");
  const { tally } = material;
  return {
    name: NAME,
    async *rows(seed, signal) {
      const cast = castInstructions(tasks, pool, { each, draw: random(seed) });
      for await (const batch of inBatches(cast, concurrency)) {
        const talks = await mapConcurrent(batch, (one, aborted) => played(model, one, aborted), {
          concurrency,
          signal,
        });
        for (const [i, { instruction, character }] of batch.entries()) {
          signal?.throwIfAborted();
          const messages = talks[i] ?? null;
          tally?.ask();
          if (messages === null) {
            tally?.drop("no answer");
            continue;
          }
          tally?.keep();
          const from = instruction.id;
          const provenance = { source: "llm_generated", method: NAME, model: model.id, seed, from } as const;
          yield { messages, persona: personaVersion(character), provenance };
        }
      }
    },
  };
}

/** The conversation; null as soon as there is no answer. */
async function played(
  model: Model,
  { instruction, character }: { instruction: Instruction; character: Persona },
  signal: AbortSignal,
): Promise<ChatMessage[] | null> {
  const messages: ChatMessage[] = [{ role: "system", content: renderPersona(character).system }];
  for (const { text } of instruction.turns) {
    messages.push({ role: "user", content: text });
    const reply = await model.generate({ messages: [...messages], temperature: 0.7 }, signal);
    if (reply.text.trim() === "") return null;
    messages.push({ role: "assistant", content: reply.text.trim() });
  }
  return messages;
}
