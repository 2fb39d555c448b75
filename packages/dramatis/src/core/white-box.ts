export interface WhiteBoxRequest {
  /** At least one; each is an entry of the vocabulary. */
  tokens: readonly number[];
  /** Added to the residual stream after each layer: layer index (0-based) → vector of the hidden size. */
  steer?: ReadonlyMap<number, Float32Array>;
  /** Layers whose residual stream is wanted; -1 is the embedding. */
  want?: readonly number[];
}

export interface WhiteBoxResult {
  /** Logits of the last token, one per vocabulary entry, all finite. */
  logits: Float32Array;
  /** Each wanted layer, and no other → [tokens × hidden], row-major. */
  activations: Map<number, Float32Array>;
}

/** A model whose inside can be read and steered. */
export interface WhiteBox {
  readonly layers: number;
  /**
   * Equal requests give equal results up to rounding, and a steering vector of zeros is as none.
   * Rejects when there are no tokens, a layer is out of range, a vector is not of the hidden size, or the signal is
   * aborted.
   */
  run(request: WhiteBoxRequest, signal?: AbortSignal): Promise<WhiteBoxResult>;
}
