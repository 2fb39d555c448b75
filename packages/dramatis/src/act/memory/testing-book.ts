import type { Embedder } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { sourceKey } from "./source-key.ts";

// A double for the tests of everything that remembers: a Map, no file, no weights.

export interface TestingBookOptions {
  owner?: string;
  /** By default one that counts words: texts that share words are near. */
  embedder?: Embedder;
  memories?: readonly Memory[];
}

/** A book over a Map, which starts with these memories. */
export function testingBook({
  owner = "Ana",
  embedder = fakeEmbedder(),
  memories = [],
}: TestingBookOptions = {}): MemoryBook {
  const kept = new Map(memories.map((memory) => [memory.id, structuredClone(memory)]));
  const deleted = new Set<string>();
  const inOrder = (): Memory[] => {
    return [...kept.values()].sort((a, b) => Date.parse(a.saidAt) - Date.parse(b.saidAt));
  };
  return {
    owner,
    async all(signal) {
      signal?.throwIfAborted();
      return inOrder().map((memory) => structuredClone(memory));
    },
    async put(memory, signal) {
      signal?.throwIfAborted();
      kept.set(memory.id, structuredClone(memory));
      for (const source of memory.sources) deleted.delete(sourceKey(source));
    },
    async delete(id) {
      for (const source of kept.get(id)?.sources ?? []) deleted.add(sourceKey(source));
      return kept.delete(id);
    },
    wasDeleted: async (source) => deleted.has(sourceKey(source)),
    async nearest(text, { most, atLeast = -1, where = ({ validUntil }) => validUntil === undefined, signal }) {
      if (text.trim() === "") return [];
      const memories = inOrder().filter(where);
      const [asked, ...vectors] = await embedder.embed([text, ...memories.map((memory) => memory.text)], signal);
      return memories
        .map((memory, i) => ({ memory: structuredClone(memory), cosine: dot(asked, vectors[i]) }))
        .filter(({ cosine }) => cosine >= atLeast)
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, most);
    },
  };
}

/** A memory with these members; the rest is such that tests need not care. */
export function testingMemory(members: Partial<Memory> & Pick<Memory, "id" | "text">): Memory {
  return { kind: "fact", about: "user", sources: [], saidAt: "2025-01-01T00:00:00.000Z", confidence: 0.9, ...members };
}

function dot(a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
