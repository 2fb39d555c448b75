import type { Embedder } from "../../core/index.ts";

/** An embedder with a vector for each text of a table; every other text that is not blank has that of `other`. */
export function tableEmbedder(table: Readonly<Record<string, readonly number[]>>, other: readonly number[]): Embedder {
  return {
    id: "table",
    dim: other.length,
    embed: async (texts, signal) => {
      signal?.throwIfAborted();
      return texts.map((text) => {
        return text.trim() === "" ? new Float32Array(other.length) : Float32Array.from(table[text] ?? other);
      });
    },
  };
}
