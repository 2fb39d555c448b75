import type { WhiteBox } from "dramatis/core";
import type { Decoder } from "./decoder.ts";

/** A decoder as a model whose inside can be read and steered. */
export function decoderWhiteBox(decoder: Decoder): WhiteBox {
  const { layers, hidden, vocabulary } = decoder.shape;
  return {
    layers,
    async run({ tokens, steer = new Map(), want = [] }, signal) {
      signal?.throwIfAborted();
      if (tokens.length === 0) throw new Error("no tokens to run");
      for (const token of tokens) inRange("token", token, 0, vocabulary);
      for (const layer of want) inRange("layer", layer, -1, layers);
      const steering = new Float32Array(layers * hidden);
      for (const [layer, vector] of steer) {
        inRange("layer", layer, 0, layers);
        if (vector.length !== hidden) throw new Error(`a steering vector has ${hidden} numbers, not ${vector.length}`);
        steering.set(vector, layer * hidden);
      }
      const { logits, residuals } = await decoder.step({ rows: [tokens], steering, residuals: want.length > 0 });
      const size = tokens.length * hidden;
      return {
        logits: logits.slice(logits.length - vocabulary),
        activations: new Map(
          want.map((layer) => [layer, (residuals as Float32Array).slice((layer + 1) * size, (layer + 2) * size)]),
        ),
      };
    },
  };
}

function inRange(what: string, value: number, from: number, below: number): void {
  if (Number.isInteger(value) && value >= from && value < below) return;
  throw new Error(`${what} ${value} is not among ${from}..${below - 1}`);
}
