import type { Embedder } from "../core/index.ts";

/** Vectors of texts that come again every turn: each is embedded once. */
export type Vectors = (texts: readonly string[], signal?: AbortSignal) => Promise<Float32Array[]>;

/** Keeps every vector: for texts of a persona, not of a conversation. */
export function keptVectors(embedder: Embedder): Vectors {
  const kept = new Map<string, Float32Array>();
  return async (texts, signal) => {
    const missing = [...new Set(texts)].filter((text) => !kept.has(text));
    const made = missing.length > 0 ? await embedder.embed(missing, signal) : [];
    for (const [i, text] of missing.entries()) kept.set(text, made[i] as Float32Array);
    return texts.map((text) => kept.get(text) as Float32Array);
  };
}

/** Of two vectors of length 1, or of zero length, whose cosine to anything is 0. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
