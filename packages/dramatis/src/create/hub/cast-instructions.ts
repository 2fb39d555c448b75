import {
  type ChatMessage,
  InputError,
  type Model,
  type Persona,
  type Random,
  type RowSource,
  random,
} from "../../core/index.ts";
import { mapConcurrent } from "../../model/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, givenTasks, type Material } from "../material.ts";
import { inBatches } from "./in-batches.ts";

/** What a character is to answer: a question, or several of one conversation. */
export interface Instruction {
  id: string;
  turns: readonly InstructionTurn[];
}

export interface InstructionTurn {
  text: string;
  /** The answer that is known to be right. */
  answer?: string;
}

/** An instruction with a character that is to answer it. */
export interface Cast {
  instruction: Instruction;
  character: Persona;
}

export interface ResponseOptions {
  instructions?: readonly Instruction[];
  /** Different characters that answer each instruction. */
  each?: number;
  /** Conversations under way at once. */
  concurrency?: number;
}

/** The conversation of a row, or the reason for which there is none. */
type Respond = (model: Model, cast: Cast, signal: AbortSignal) => Promise<ChatMessage[] | string>;

/**
 * A row for each instruction and each character that is cast for it.
 *
 * @throws InputError without instructions or personas, or with fewer than `each`. @throws UnsupportedError without a model.
 */
export function castRows(
  name: string,
  { instructions, each = 3, concurrency = 8, ...material }: Material & ResponseOptions,
  respond: Respond,
): RowSource {
  const tasks = givenTasks(name, instructions);
  const model = countedModel(name, material);
  const pool = given(name, material, "personas");
  const { tally } = material;
  return {
    name,
    async *rows(seed, signal) {
      const cast = castInstructions(tasks, pool, { each, draw: random(seed) });
      for await (const batch of inBatches(cast, concurrency)) {
        const ask = (one: Cast, aborted: AbortSignal): ReturnType<Respond> => respond(model, one, aborted);
        const found = await mapConcurrent(batch, ask, { concurrency, signal });
        for (const [i, { instruction, character }] of batch.entries()) {
          signal?.throwIfAborted();
          tally?.ask();
          const messages = found[i] as ChatMessage[] | string;
          if (typeof messages === "string") {
            tally?.drop(messages);
            continue;
          }
          tally?.keep();
          const from = instruction.id;
          const provenance = { source: "llm_generated", method: name, model: model.id, seed, from } as const;
          yield { messages, persona: personaVersion(character), provenance };
        }
      }
    },
  };
}

/** Each instruction with each of `each` different characters, drawn evenly from the pool. */
export function* castInstructions(
  instructions: readonly Instruction[],
  pool: readonly Persona[],
  { each, draw }: { each: number; draw: Random },
): Generator<Cast> {
  if (pool.length < each) {
    const expected = `at least ${each}, as many as answer each instruction`;
    throw new InputError({ where: "personas", found: `${pool.length}`, expected });
  }
  for (const instruction of instructions) {
    const drawn = new Set<number>();
    while (drawn.size < each) drawn.add(draw.int(pool.length));
    for (const place of drawn) yield { instruction, character: pool[place] as Persona };
  }
}
