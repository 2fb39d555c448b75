// Memories as a store keeps them. Others may write to it: what is read is checked.
import { z } from "zod";
import { type Embedder, InputError } from "../../core/index.ts";
import { schemaFault } from "../../persona/index.ts";
import type { Memory } from "./memory.ts";
import { memorySchema } from "./memory-schema.ts";

/** Texts that are embedded at once, where another embedder was used before. */
export const BATCH = 64;

type Row = Record<string, unknown>;

/** What is kept of a deleted memory: hashes of the words it was made from, and nothing of what they said. */
const deletedSchema = z.strictObject({ deleted: z.array(z.string()) });
const keptVector = z.object({ embedder: z.string(), values: z.string() });

/** The memory, or the keys of the sources of one that was deleted; undefined where the row is damaged. */
export function readRow(id: string, row: Row): { memory: Memory } | { deleted: string[] } | undefined {
  const gone = deletedSchema.safeParse(row);
  if (gone.success) return gone.data;
  const { vector: _, ...rest } = row;
  const read = memorySchema.safeParse(rest);
  return read.success && read.data.id === id ? { memory: frozen(read.data) } : undefined;
}

/** With its vector: the numbers as float32 in the byte order of the machine, as base64. */
export function rowOf(memory: Memory, vector: Float32Array, embedder: string): Row {
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return { ...memory, vector: { embedder, values: bytes.toString("base64") } };
}

/** undefined where there is none, or it is damaged, or another embedder's. */
export function vectorIn({ vector }: Row, embedder: string, dim: number): Float32Array | undefined {
  const read = keptVector.safeParse(vector);
  if (!read.success || read.data.embedder !== embedder) return undefined;
  const bytes = Uint8Array.from(Buffer.from(read.data.values, "base64"));
  return bytes.length === dim * 4 ? new Float32Array(bytes.buffer) : undefined;
}

/** Some embedders learn how long their vectors are from their first reply. */
export async function dimOf(embedder: Embedder): Promise<number> {
  return embedder.dim || (await embedder.embed(["How long is it?"]))[0]?.length || 0;
}

/** A copy that nobody can change. @throws InputError where it is none */
export function checked(memory: Memory): Memory {
  const read = memorySchema.safeParse(memory);
  if (read.success) return frozen(read.data);
  const { found, expected } = schemaFault(read.error, memory);
  throw new InputError({ where: `memory ${JSON.stringify(memory.id)}`, found, expected });
}

function frozen(memory: Memory): Memory {
  for (const source of memory.sources) Object.freeze(source);
  Object.freeze(memory.sources);
  Object.freeze(memory.madeFrom);
  return Object.freeze(memory);
}

export function oldestFirst(memories: readonly Memory[]): Memory[] {
  return memories
    .map((memory) => ({ memory, time: Date.parse(memory.saidAt) }))
    .sort((a, b) => a.time - b.time || (a.memory.id < b.memory.id ? -1 : 1))
    .map(({ memory }) => memory);
}
