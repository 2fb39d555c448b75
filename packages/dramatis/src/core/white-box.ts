export interface WhiteBoxRequest {
  tokens: readonly number[];
  /** Added to the residual stream after each layer: layer index (0-based) → vector of the hidden size. */
  steer?: ReadonlyMap<number, Float32Array>;
  /** Layers whose residual stream is wanted; -1 is the embedding. */
  want?: readonly number[];
}

export interface WhiteBoxResult {
  /** Logits of the last token, one per vocabulary entry. */
  logits: Float32Array;
  /** Layer → [tokens × hidden], row-major. */
  activations: Map<number, Float32Array>;
}

/** A model whose inside can be read and steered. */
export interface WhiteBox {
  readonly layers: number;
  run(request: WhiteBoxRequest, signal?: AbortSignal): Promise<WhiteBoxResult>;
}
