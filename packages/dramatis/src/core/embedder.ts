/** Sentence vectors. */
export interface Embedder {
  readonly id: string;
  /** One line on how far these vectors can be trusted, with measured figures. */
  readonly card?: string;
  /** Length of every vector. */
  readonly dim: number;
  /** One vector of Euclidean length 1 per text, in order; an empty text gives the zero vector. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}
