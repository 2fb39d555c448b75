import type { MemoryVectors } from "../../core/index.ts";
import { inTurn } from "./in-turn.ts";
import { lastEmbedded } from "./last-embedded.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBookOptions, NearestOptions, NearMemory, StoredBook } from "./memory-book.ts";
import { BATCH, checked, dimOf, oldestFirst, readRow, vectorIn } from "./memory-row.ts";
import { insert } from "./memory-table.ts";
import { stillHolds } from "./message-memory.ts";
import { sourceKey } from "./source-key.ts";

/** A memory without a vector, as it was read. */
interface Lacking {
  memory: Memory;
  version: string;
  /** Where a store that did not find by vector kept it with the memory. */
  known: Float32Array | undefined;
}

/** A book that holds nothing itself: what other processes write to the store is seen by the next call. */
export function sharedBook({
  store,
  vectors,
  owner,
  embedder,
}: MemoryBookOptions & { vectors: MemoryVectors }): StoredBook {
  const taken = inTurn();
  const embed = lastEmbedded(embedder);
  const damaged = new Set<string>();

  const read: typeof readRow = (id, row) => {
    const entry = readRow(id, row);
    if (entry === undefined) damaged.add(id);
    else damaged.delete(id);
    return entry;
  };

  const space = spaceOf({ vectors, owner, embedder, read });

  return {
    owner,
    get damaged() {
      return damaged.size;
    },
    async all(signal) {
      const memories: Memory[] = [];
      signal?.throwIfAborted();
      for await (const { id, memory: row } of store.list(owner)) {
        signal?.throwIfAborted();
        const entry = read(id, row);
        if (entry && "memory" in entry) memories.push(entry.memory);
      }
      return oldestFirst(memories);
    },
    put: (given, signal) =>
      taken(async () => {
        signal?.throwIfAborted();
        const memory = checked(given);
        const name = await space.name();
        const there = await vectors.get(owner, memory.id);
        const known = there?.memory.text === memory.text && there.vector?.embedder === name && there.vector.values;
        const values = known || (await embed(memory.text, signal));
        await vectors.put(owner, memory.id, { memory: { ...memory }, vector: { embedder: name, values } });
      }),
    delete: (id) =>
      taken(async () => {
        const there = await vectors.get(owner, id);
        const entry = there && read(id, there.memory);
        if (!entry || !("memory" in entry)) return false;
        const keys = entry.memory.sources.map(sourceKey);
        const isMine = await store.delete(owner, id);
        if (isMine && keys.length > 0) await store.put(owner, id, { deleted: keys });
        return isMine;
      }),
    wasDeleted: async (source) => (await taken(space.fill)).has(sourceKey(source)),
    async nearest(text, options) {
      options.signal?.throwIfAborted();
      if (text.trim() === "" || options.most < 1) return [];
      await taken(space.fill);
      const asked = { embedder: await space.name(), values: await embed(text, options.signal) };
      return nearestOf(readAll(vectors.nearest(owner, asked)), options);
    },
  };

  async function* readAll(found: ReturnType<MemoryVectors["nearest"]>): AsyncGenerator<NearMemory> {
    for await (const { id, memory: row, cosine } of found) {
      const entry = read(id, row);
      if (entry && "memory" in entry) yield { memory: entry.memory, cosine: Math.min(1, cosine) };
    }
  }
}

/** The first of those that come nearest first; among equals the newest is first, so that all of these are looked at. */
async function nearestOf(
  found: AsyncIterable<NearMemory>,
  { most, atLeast = -1, where = stillHolds, signal }: NearestOptions,
): Promise<NearMemory[]> {
  const best: NearMemory[] = [];
  for await (const near of found) {
    signal?.throwIfAborted();
    if (near.cosine < atLeast || (best.length >= most && near.cosine < (best.at(-1)?.cosine ?? 2))) break;
    if (where(near.memory)) insert(best, near, most);
  }
  return best;
}

interface Space {
  /** What can be compared: vectors of one embedder and one length. */
  name(): Promise<string>;
  /** Every memory gets a vector; gives the keys of the sources of what was deleted. */
  fill(): Promise<Set<string>>;
}

function spaceOf({
  vectors,
  owner,
  embedder,
  read,
}: Pick<MemoryBookOptions, "owner" | "embedder"> & { vectors: MemoryVectors; read: typeof readRow }): Space {
  let dim = 0;
  async function name(): Promise<string> {
    dim ||= await dimOf(embedder);
    return `${embedder.id} of ${dim}`;
  }

  /** Where a memory was touched since it was read, it is left as it is now. */
  async function put(batch: readonly Lacking[]): Promise<void> {
    const texts = batch.filter(({ known }) => known === undefined).map(({ memory }) => memory.text);
    const made = texts.length > 0 ? await embedder.embed(texts) : [];
    for (const { memory, version, known } of batch) {
      const vector = { embedder: await name(), values: known ?? (made.shift() as Float32Array) };
      await vectors.put(owner, memory.id, { memory: { ...memory }, vector, version });
    }
  }

  return {
    name,
    async fill() {
      const deleted = new Set<string>();
      const batch: Lacking[] = [];
      for await (const { id, memory: row, version } of vectors.without(owner, await name())) {
        const entry = read(id, row);
        if (entry === undefined) continue;
        if ("deleted" in entry) for (const key of entry.deleted) deleted.add(key);
        else batch.push({ memory: entry.memory, version, known: vectorIn(row, embedder.id, dim) });
        if (batch.length >= BATCH) await put(batch.splice(0));
      }
      await put(batch);
      return deleted;
    },
  };
}
