import type { Message, Store } from "../core/index.ts";

/** A store without a file: what it holds is gone with it. */
export function inMemoryStore(): Store {
  const sessions = new Map<string, Message[]>();
  const memories = new Map<string, Map<string, Record<string, unknown>>>();
  const runs = new Map<string, Map<string, unknown>>();
  return {
    sessions: {
      append: async (message) => void within(sessions, message.session, () => []).push(structuredClone(message)),
      async *read(session) {
        for (const message of sessions.get(session) ?? []) yield structuredClone(message);
      },
    },
    memories: {
      put: async (owner, id, memory) => {
        within(memories, owner, () => new Map()).set(id, structuredClone(memory));
      },
      async *list(owner) {
        for (const [id, memory] of memories.get(owner) ?? []) yield { id, memory: structuredClone(memory) };
      },
      delete: async (owner, id) => memories.get(owner)?.delete(id) ?? false,
    },
    runs: {
      append: async (run, { id, result }) => {
        const trials = within(runs, run, () => new Map());
        if (!trials.has(id)) trials.set(id, structuredClone(result));
      },
      async *finished(run) {
        for (const [id, result] of runs.get(run) ?? []) yield { id, result: structuredClone(result) };
      },
    },
  };
}

/** The value of a key, made where there is none. */
function within<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
