import type { WhiteBox, WhiteBoxRequest } from "dramatis/core";

export interface OpenDecoder {
  layers: number;
  hidden: number;
  /**
   * Runs tokens with [layers × hidden] added to the stream after each layer; gives the logits of the last token and,
   * where wanted, the streams [(layers + 1) × tokens × hidden], the embedding first.
   */
  read(
    tokens: readonly number[],
    asked: { steering: Float32Array; residuals: boolean },
  ): Promise<{ logits: Float32Array; residuals?: Float32Array | undefined }>;
}

/** A decoder with residual streams and a steering input as a model whose inside can be read and steered. */
export function whiteBox({ layers, hidden, read }: OpenDecoder): WhiteBox {
  return {
    layers,
    async run({ tokens, steer = new Map(), want = [] }, signal) {
      signal?.throwIfAborted();
      checkTokens(tokens);
      checkLayers(want, -1, layers);
      const steering = steeringRows(steer, layers, hidden);
      const { logits, residuals = new Float32Array(0) } = await read(tokens, { steering, residuals: want.length > 0 });
      const size = tokens.length * hidden;
      const activations = want.map(
        (layer) => [layer, residuals.slice((layer + 1) * size, (layer + 2) * size)] as const,
      );
      return { logits, activations: new Map(activations) };
    },
  };
}

function checkTokens(tokens: readonly number[]): void {
  if (tokens.length === 0) throw new Error("no tokens; at least one is read");
  const odd = tokens.find((token) => !Number.isInteger(token) || token < 0);
  if (odd !== undefined) throw new Error(`${odd} is no token; tokens are whole numbers from 0`);
}

function checkLayers(asked: Iterable<number>, first: number, layers: number): void {
  for (const layer of asked) {
    if (Number.isInteger(layer) && layer >= first && layer < layers) continue;
    throw new Error(`there is no layer ${layer}; layers are ${first} to ${layers - 1}`);
  }
}

/** [layers × hidden], zeros where nothing is added. */
function steeringRows(steer: NonNullable<WhiteBoxRequest["steer"]>, layers: number, hidden: number): Float32Array {
  checkLayers(steer.keys(), 0, layers);
  const rows = new Float32Array(layers * hidden);
  for (const [layer, vector] of steer) {
    if (vector.length !== hidden)
      throw new Error(`a vector of ${vector.length} for layer ${layer}; ${hidden} is its size`);
    rows.set(vector, layer * hidden);
  }
  return rows;
}
