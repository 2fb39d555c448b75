// What a person may do with what is remembered: look, mend, delete, take away, bring, and have somebody forgotten.
import { InputError, nearest } from "../../core/index.ts";
import { parseJson, schemaFault } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { memorySchema } from "./memory-schema.ts";
import { stillHolds } from "./message-memory.ts";

export interface ListMemoriesOptions {
  /** Only about this person, whatever the case of the name. */
  about?: string;
  kind?: Memory["kind"];
  /** Also those that no longer hold. */
  ended?: boolean;
}

/** Oldest first. */
export async function listMemories(
  book: MemoryBook,
  { about, kind, ended = false }: ListMemoriesOptions = {},
): Promise<Memory[]> {
  return (await book.all()).filter(
    (memory) =>
      (about === undefined || sameName(memory.about, about)) &&
      (kind === undefined || memory.kind === kind) &&
      (ended || stillHolds(memory)),
  );
}

export type MemoryEdit = Partial<
  Pick<Memory, "text" | "about" | "validFrom" | "validUntil" | "confidence" | "importance">
>;

/**
 * The memory with these members changed; where it comes from stays as it is.
 *
 * @throws InputError when there is no such memory, or the change makes it none.
 */
export async function editMemory(book: MemoryBook, id: string, edit: MemoryEdit): Promise<Memory> {
  const changed = { ...(await found(book, id)), ...edit };
  const read = memorySchema.safeParse(changed);
  if (!read.success) throw faultOf(read.error, { value: changed, where: `memory ${id}` });
  await book.put(read.data);
  return read.data;
}

/**
 * Takes a memory away, and gives it back. What it had taken the place of holds again, or gives way to what came after;
 * the same words read again do not make it again.
 *
 * @throws InputError when there is no such memory.
 */
export async function deleteMemory(book: MemoryBook, id: string): Promise<Memory> {
  const memory = await found(book, id);
  await remove(book, [memory]);
  return memory;
}

/** One line of JSON a memory, oldest first, without vectors. */
export async function* exportMemories(book: MemoryBook): AsyncGenerator<string, void, void> {
  for (const memory of await book.all()) yield JSON.stringify(memory);
}

/**
 * Puts what `exportMemories` wrote into the book, each over the memory of its id. All lines are looked at first.
 *
 * @param where file of the lines, for messages.
 * @returns how many there were.
 * @throws InputError with the line of what is no memory, or has the id of another line; nothing is put then.
 */
export async function importMemories(book: MemoryBook, lines: string, where: string): Promise<number> {
  const memories = new Map<string, Memory>();
  for (const [index, text] of lines.split(/\r\n|\n|\r/).entries()) {
    if (text.trim() === "") continue;
    const line = index + 1;
    const value = parseJson(text, where, line);
    const read = memorySchema.safeParse(value);
    if (!read.success) throw faultOf(read.error, { value, where, line });
    const { id } = read.data;
    if (memories.has(id)) {
      throw new InputError({ where, line, found: `the id ${JSON.stringify(id)} again`, expected: "one line an id" });
    }
    memories.set(id, read.data);
  }
  for (const memory of memories.values()) await book.put(memory);
  return memories.size;
}

export interface Forgotten {
  /** What was deleted, oldest first. */
  forgotten: Memory[];
  /** What others said of somebody else in which the name stands: kept, for the reader to look at. */
  mentions: Memory[];
}

/**
 * Deletes everything that is about a person or was said by them, and whatever was made from that, wholly or in part.
 *
 * @throws InputError when nothing is.
 */
export async function forgetPerson(book: MemoryBook, name: string): Promise<Forgotten> {
  const all = await book.all();
  const gone = new Set(all.filter((memory) => isOf(memory, name)).map(({ id }) => id));
  if (gone.size === 0) throw unknownPerson(all, name);
  // What was made from what goes may itself have been made into more.
  for (let before = 0; before < gone.size; ) {
    before = gone.size;
    for (const { id, madeFrom = [] } of all) if (madeFrom.some((from) => gone.has(from))) gone.add(id);
  }
  const forgotten = all.filter(({ id }) => gone.has(id));
  await remove(book, forgotten);
  const left = all.filter(({ id }) => !gone.has(id));
  return {
    forgotten,
    mentions: left.filter(({ text, sources }) => isNamedIn([text, ...sources.map(({ quote }) => quote)], name)),
  };
}

function isOf({ about, sources }: Memory, name: string): boolean {
  return sameName(about, name) || sources.some(({ speaker }) => sameName(speaker, name));
}

/** As a whole word. */
function isNamedIn(texts: readonly string[], name: string): boolean {
  const plain = name.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const word = new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, "iu");
  return texts.some((text) => word.test(text));
}

/** First what they had ended is mended, then they go: cut off in between, it is done again. */
async function remove(book: MemoryBook, memories: readonly Memory[]): Promise<void> {
  const gone = new Map(memories.map((memory) => [memory.id, memory]));
  for (const memory of await book.all()) {
    const successor = gone.get(memory.replacedBy ?? "");
    if (successor === undefined || gone.has(memory.id)) continue;
    const { validUntil, replacedBy, ...rest } = memory;
    const next = successor.replacedBy;
    await book.put(
      next === undefined || gone.has(next)
        ? rest
        : { ...rest, ...(validUntil !== undefined && { validUntil }), replacedBy: next },
    );
  }
  for (const { id } of memories) await book.delete(id);
}

async function found(book: MemoryBook, id: string): Promise<Memory> {
  const all = await book.all();
  const memory = all.find((one) => one.id === id);
  if (memory !== undefined) return memory;
  const near = nearest(
    id,
    all.map((one) => one.id),
    1,
  )[0];
  throw new InputError({
    where: `memories of ${book.owner}`,
    found: `no memory ${JSON.stringify(id)}`,
    expected: "the id of one, as they are listed with",
    ...(near !== undefined && { fix: `did you mean ${near}?` }),
  });
}

function unknownPerson(all: readonly Memory[], name: string): InputError {
  const people = [...new Set(all.flatMap(({ about, sources }) => [about, ...sources.map(({ speaker }) => speaker)]))];
  return new InputError({
    where: "memories",
    found: `nothing about or by ${JSON.stringify(name)}`,
    expected: people.length === 0 ? "a book that is not empty" : `one of ${people.slice(0, 8).join(", ")}`,
  });
}

function faultOf(
  error: Parameters<typeof schemaFault>[0],
  { value, ...place }: { value: unknown; where: string; line?: number },
): InputError {
  const { found, expected } = schemaFault(error, value);
  return new InputError({ ...place, found, expected });
}
