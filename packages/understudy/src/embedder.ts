import type { Embedder } from "dramatis/core";
import { batches, padded } from "./batches.ts";
import { cardLine } from "./card.ts";
import { modelFile, modelId, modelJson } from "./model-folder.ts";
import { openSession } from "./session.ts";
import { openTokenizer } from "./tokenizer.ts";

interface EmbedderConfig {
  dim: number;
  /** Tokens beyond these are not read. */
  maxTokens: number;
}

/**
 * The bundled sentence embedder, in process, no network. An empty text gives the zero vector; a text longer than the
 * model reads is embedded by its beginning.
 *
 * @param threads threads of one call; 0 lets the runtime choose.
 */
export async function understudyEmbedder({ threads = 0 }: { threads?: number } = {}): Promise<Embedder> {
  const [id, config, { encode }, session, card] = await Promise.all([
    modelId("embedder"),
    modelJson<EmbedderConfig>("embedder", "config.json"),
    openTokenizer(),
    openSession(modelFile("embedder", "model.onnx"), threads),
    cardLine("embedder"),
  ]);
  return {
    id,
    dim: config.dim,
    card,
    async embed(texts, signal) {
      // A token is rarely longer than 16 characters, so this never cuts what the model would have read.
      const rows = texts.map((text) =>
        text.trim() === "" ? [] : encode(text.slice(0, config.maxTokens * 32)).slice(0, config.maxTokens),
      );
      const out: Float32Array[] = texts.map(() => new Float32Array(config.dim));
      const filled = rows.flatMap((ids, at) => (ids.length > 0 ? [{ ids, at }] : []));
      for (const batch of batches(filled, (row) => row.ids.length)) {
        signal?.throwIfAborted();
        const ids = padded(batch, (row) => row.ids);
        const vectors = await session.run({ input_ids: ids }, [batch.rows.length, batch.width], config.dim);
        batch.rows.forEach((row, r) => {
          out[row.at] = unit(vectors.slice(r * config.dim, (r + 1) * config.dim));
        });
      }
      return out;
    },
  };
}

/** Scaled to length 1; int8 arithmetic leaves it a little off. */
function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
