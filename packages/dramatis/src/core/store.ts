import type { Message } from "./transcript.ts";

/** Messages by session. */
export interface SessionStore {
  /** Keeps a copy. */
  append(message: Message): Promise<void>;
  /** In the order of appending; nothing where the session is unknown. */
  read(session: string): AsyncIterable<Message>;
}

/** Memories by owner. */
export interface MemoryStore {
  /** Takes the place of the owner's memory of this id. */
  put(owner: string, id: string, memory: Record<string, unknown>): Promise<void>;
  /** In no certain order. */
  list(owner: string): AsyncIterable<{ id: string; memory: Record<string, unknown> }>;
  /** Whether there was one. */
  delete(owner: string, id: string): Promise<boolean>;
}

/** Finished trials by run. */
export interface RunStore {
  /** May be called again before the last call is done. An id counts once: its first result is kept. */
  append(run: string, trial: { id: string; result: unknown }): Promise<void>;
  /** In no certain order. */
  finished(run: string): AsyncIterable<{ id: string; result: unknown }>;
}

/** Where sessions, memories and runs are kept. Their names are any text, and what has different names never meets. */
export interface Store {
  readonly sessions: SessionStore;
  readonly memories: MemoryStore;
  readonly runs: RunStore;
}
