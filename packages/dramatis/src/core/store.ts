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
  /** Of a store that finds by meaning, and that others write to meanwhile. */
  readonly vectors?: MemoryVectors;
}

/** Where an embedder puts a text. Vectors of one embedder's name are equally long. */
export interface MemoryVector {
  embedder: string;
  /** Of Euclidean length 1. */
  values: Float32Array;
}

/** Memories with their vectors, at most one each; it goes with its memory, and where the memory is put without one. */
export interface MemoryVectors {
  get(owner: string, id: string): Promise<{ memory: Record<string, unknown>; vector?: MemoryVector } | undefined>;
  /**
   * Both or neither. With a `version` only where the memory was not touched since it was read with that; whether it was
   * put.
   */
  put(owner: string, id: string, entry: MemoryEntry): Promise<boolean>;
  /** Those that have no vector of this embedder. */
  without(
    owner: string,
    embedder: string,
  ): AsyncIterable<{ id: string; memory: Record<string, unknown>; version: string }>;
  /** Those that have a vector of this embedder, nearest first, each once; exact. Read no further than is asked for. */
  nearest(
    owner: string,
    asked: MemoryVector,
  ): AsyncIterable<{ id: string; memory: Record<string, unknown>; cosine: number }>;
}

export interface MemoryEntry {
  memory: Record<string, unknown>;
  vector: MemoryVector;
  version?: string;
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
