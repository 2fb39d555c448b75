import { join } from "node:path";
import { memoryBook, type StoredBook } from "../../act/index.ts";
import type { Embedder, MemoryStore, Persona } from "../../core/index.ts";
import { type SqliteStore, sqliteStore } from "../../store/index.ts";
import { sessionName } from "./chat-log.ts";

/** Folder of the memories whose file is not named. */
const MEMORIES = "memories";

/** How long a reply waits for another process that holds the file. */
const WAIT_MS = 1000;

/** What a persona remembers, in a file. */
export interface OpenedMemory {
  readonly path: string;
  readonly book: StoredBook;
  close(): void;
}

/** The file of a persona's memory: as it is named, or `memories/ada.sqlite`. */
export function memoryPath(memory: string | true, { name }: Persona): string {
  return memory === true ? join(MEMORIES, `${sessionName(name)}.sqlite`) : memory;
}

/**
 * The book of a persona in a file, which is opened by the first call that needs it. A file that cannot be opened makes
 * that call throw a StoreError, and the next one tries again: what was locked for a while is found again.
 */
export function openMemory({
  path,
  owner,
  embedder,
}: {
  path: string;
  /** The persona's name. */
  owner: string;
  embedder: Embedder;
}): OpenedMemory {
  let opened: SqliteStore | undefined;
  const memories = (): MemoryStore => {
    opened ??= sqliteStore({ path, waitMs: WAIT_MS });
    return opened.memories;
  };
  const store: MemoryStore = {
    put: async (...memory) => memories().put(...memory),
    async *list(owner) {
      yield* memories().list(owner);
    },
    delete: async (...id) => memories().delete(...id),
  };
  return { path, book: memoryBook({ store, owner, embedder }), close: () => opened?.close() };
}
