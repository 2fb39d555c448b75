import type { Embedder, MemoryStore } from "../../core/index.ts";
import { inTurn } from "./in-turn.ts";
import { lastEmbedded } from "./last-embedded.ts";
import type { Memory, MemorySource } from "./memory.ts";
import { BATCH, checked, dimOf, oldestFirst, readRow, rowOf, vectorIn } from "./memory-row.ts";
import { type MemoryTable, memoryTable } from "./memory-table.ts";
import { sharedBook } from "./shared-book.ts";
import { sourceKey } from "./source-key.ts";

/** A memory and its cosine to what was asked (-1..1). */
export interface NearMemory {
  memory: Memory;
  cosine: number;
}

export interface NearestOptions {
  /** At most so many. */
  most: number;
  /** Only of at least this cosine. */
  atLeast?: number;
  /** Only those it holds for. By default those that still hold: without `validUntil`. */
  where?: (memory: Memory) => boolean;
  signal?: AbortSignal | undefined;
}

/** What one persona remembers, over a store: in order, findable by meaning. */
export interface MemoryBook {
  /** Whose memories these are. */
  readonly owner: string;
  /** All of them, also those that no longer hold, oldest first. */
  all(signal?: AbortSignal): Promise<readonly Memory[]>;
  /** Takes the place of the memory of this id. */
  put(memory: Memory, signal?: AbortSignal): Promise<void>;
  /** Whether there was one. */
  delete(id: string): Promise<boolean>;
  /**
   * Whether a memory made from these words was deleted: who reads the same conversation again does not make it again.
   */
  wasDeleted(source: MemorySource): Promise<boolean>;
  /** The nearest in meaning, nearest first; exact, not approximate. */
  nearest(text: string, options: NearestOptions): Promise<NearMemory[]>;
}

export interface MemoryBookOptions {
  /** Such as `sqliteStore({ path }).memories`. */
  store: MemoryStore;
  /** Whose memories these are: the persona's name. */
  owner: string;
  embedder: Embedder;
}

/** A book that lasts as long as its store. */
export interface StoredBook extends MemoryBook {
  /** Entries of the store that are no memories and were passed over; known once anything was asked of the book. */
  readonly damaged: number;
}

/**
 * A book over a store. Where the store finds by vector, every call asks the store: books of several processes are one.
 * Else it is read once, at the first call, and held in memory with one vector a memory: what another process writes
 * meanwhile is not seen. Vectors are kept in the store with the embedder's id, and made anew where another one is used.
 * `put` embeds a text that is new to it, once: not one that `nearest` was just asked for. Memories that it gives are
 * frozen.
 *
 * Every call throws what the store throws, such as StoreError; the book is then as it was, and the next call tries again.
 * `put` throws an InputError where the memory is none.
 */
export function memoryBook(options: MemoryBookOptions): StoredBook {
  const { vectors } = options.store;
  return vectors === undefined ? heldBook(options) : sharedBook({ ...options, vectors });
}

function heldBook({ store, owner, embedder }: MemoryBookOptions): StoredBook {
  const taken = inTurn();
  const embed = lastEmbedded(embedder);
  let loading: Promise<Loaded> | undefined;
  let inOrder: readonly Memory[] | undefined;
  let damaged = 0;

  /** The book as it is in the store; where reading fails, the next call reads again. */
  async function loaded(): Promise<Loaded> {
    loading ??= load({ store, owner, embedder });
    const mine = loading;
    try {
      const found = await mine;
      damaged = found.damaged;
      return found;
    } catch (error) {
      if (loading === mine) loading = undefined;
      throw error;
    }
  }

  return {
    owner,
    get damaged() {
      return damaged;
    },
    async all(signal) {
      signal?.throwIfAborted();
      const { table } = await loaded();
      inOrder ??= oldestFirst(table.memories());
      return inOrder;
    },
    put: (given, signal) =>
      taken(async () => {
        signal?.throwIfAborted();
        const memory = checked(given);
        const { table, deleted } = await loaded();
        const isSameText = table.get(memory.id)?.text === memory.text;
        const vector = (isSameText && table.vectorOf(memory.id)) || (await embed(memory.text, signal));
        await store.put(owner, memory.id, rowOf(memory, vector, embedder.id));
        table.put(memory, vector);
        for (const source of memory.sources) deleted.delete(sourceKey(source));
        inOrder = undefined;
      }),
    delete: (id) =>
      taken(async () => {
        const { table, deleted } = await loaded();
        const memory = table.get(id);
        if (memory === undefined) return false;
        const keys = memory.sources.map(sourceKey);
        // Deleted first, not overwritten: a store may keep what was overwritten in its log for a while.
        await store.delete(owner, id);
        if (keys.length > 0) await store.put(owner, id, { deleted: keys });
        for (const key of keys) deleted.add(key);
        inOrder = undefined;
        return table.delete(id);
      }),
    wasDeleted: async (source) => (await loaded()).deleted.has(sourceKey(source)),
    async nearest(text, { signal, ...options }) {
      signal?.throwIfAborted();
      const { table } = await loaded();
      if (text.trim() === "" || table.size === 0 || options.most < 1) return [];
      return table.nearest(await embed(text, signal), options);
    },
  };
}

interface Loaded {
  table: MemoryTable;
  /** Keys of the sources of what was deleted. */
  deleted: Set<string>;
  damaged: number;
}

async function load({ store, owner, embedder }: MemoryBookOptions): Promise<Loaded> {
  const table = memoryTable();
  const deleted = new Set<string>();
  const without: Memory[] = [];
  const dim = await dimOf(embedder);
  let damaged = 0;
  for await (const { id, memory: row } of store.list(owner)) {
    const read = readRow(id, row);
    if (read === undefined) damaged++;
    else if ("deleted" in read) for (const key of read.deleted) deleted.add(key);
    else {
      const vector = vectorIn(row, embedder.id, dim);
      if (vector === undefined) without.push(read.memory);
      else table.put(read.memory, vector);
    }
  }
  for (let start = 0; start < without.length; start += BATCH) {
    const batch = without.slice(start, start + BATCH);
    const vectors = await embedder.embed(batch.map(({ text }) => text));
    for (const [i, memory] of batch.entries()) {
      const vector = vectors[i] as Float32Array;
      await store.put(owner, memory.id, rowOf(memory, vector, embedder.id));
      table.put(memory, vector);
    }
  }
  return { table, deleted, damaged };
}
