import type { Message } from "./transcript.ts";

export interface SessionStore {
  append(message: Message): Promise<void>;
  read(session: string): AsyncIterable<Message>;
}

export interface MemoryStore {
  put(owner: string, id: string, memory: Record<string, unknown>): Promise<void>;
  list(owner: string): AsyncIterable<{ id: string; memory: Record<string, unknown> }>;
  delete(owner: string, id: string): Promise<boolean>;
}

export interface RunStore {
  append(run: string, trial: { id: string; result: unknown }): Promise<void>;
  finished(run: string): AsyncIterable<{ id: string; result: unknown }>;
}

/** Where sessions, memories and runs are kept. */
export interface Store {
  readonly sessions: SessionStore;
  readonly memories: MemoryStore;
  readonly runs: RunStore;
}
