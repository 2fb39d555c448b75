import type { WhiteBox, WhiteBoxRequest } from "dramatis/core";
import { openDecoder } from "./decoder-session.ts";

/**
 * The inside of a decoder that openModelFile wrote. Tokens are ids of its own vocabulary.
 *
 * @param threads threads of one call; 0 lets the runtime choose (all cores).
 * @throws Error in one line naming the file, when it is none that was opened
 */
export async function openWhiteBox(path: string, { threads = 0 }: { threads?: number } = {}): Promise<WhiteBox> {
  const session = await openDecoder(path, { threads });
  if (session.steering === null) {
    await session.close();
    throw new Error(`${path}: has no residuals and no steering; write one that has with dramatis model open`);
  }
  const [layers, hidden] = session.steering;
  return {
    layers,
    async run({ tokens, steer = new Map(), want = [] }, signal) {
      signal?.throwIfAborted();
      checkTokens(tokens);
      checkLayers(want, -1, layers);
      const { logits, residuals } = await session.run(tokens, steeringRows(steer, layers, hidden));
      const size = tokens.length * hidden;
      const activations = want.map((layer) => {
        const start = (layer + 1) * size;
        return [layer, (residuals?.data ?? new Float32Array(0)).slice(start, start + size)] as const;
      });
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
