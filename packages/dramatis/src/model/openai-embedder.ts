import { type Embedder, roughTokens, type Usage } from "../core/index.ts";
import { type CallerOptions, caller } from "./caller.ts";
import { jsonClient } from "./json-client.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { OPENAI_URL, openaiId } from "./openai-model.ts";
import { readEmbeddings } from "./openai-wire.ts";
import { type Price, priced } from "./price.ts";

export interface OpenaiEmbedderOptions extends CallerOptions {
  model: string;
  baseUrl?: string;
  apiKey?: string | undefined;
  /** Length of the vectors, where it is known beforehand; a reply of another length is then an error. */
  dim?: number;
  /** Only `input` is used: an embedding has no output tokens. */
  price?: Price | undefined;
  timeoutMs?: number;
  /** Texts a request. */
  batch?: number;
}

/**
 * An embedding model behind an OpenAI-compatible server. Vectors are scaled to length 1 here.
 * `dim` is 0 until the first reply, unless it was given.
 *
 * @throws ModelError, BudgetError
 */
export function openaiEmbedder({
  model,
  baseUrl = OPENAI_URL,
  apiKey,
  dim: knownDim = 0,
  price,
  timeoutMs = 60_000,
  batch = 256,
  ...options
}: OpenaiEmbedderOptions): Embedder {
  const id = openaiId(model, baseUrl);
  const client = jsonClient({ name: id, baseUrl, apiKey, timeoutMs });
  const calls = caller(options);
  const { badReply } = client;
  let dim = knownDim;

  function unit(values: number[]): Float32Array {
    dim ||= values.length;
    if (values.length !== dim) throw badReply(`a vector has length ${values.length}, expected ${dim}`);
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    if (!(length > 0 && Number.isFinite(length))) throw badReply("a vector is zero or not finite");
    return Float32Array.from(values, (value) => value / length);
  }

  async function ask(input: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const guess = input.reduce((sum, text) => sum + roughTokens(text), 0);
    const usage = (inputTokens: number): Usage => priced({ inputTokens, outputTokens: 0 }, price);
    const { vectors } = await calls.call(
      async () => {
        const reply = readEmbeddings(
          await client.post("/embeddings", { model, input }, signal),
          input.length,
          badReply,
        );
        return { tokens: reply.tokens, vectors: reply.vectors.map(unit) };
      },
      { expected: () => usage(guess).cost ?? 0, usage: ({ tokens = guess }) => usage(tokens) },
      signal,
    );
    return vectors;
  }

  return {
    id,
    get dim() {
      return dim;
    },
    embed: async (texts, signal) => {
      signal?.throwIfAborted();
      const filled = texts.filter((text) => text.trim() !== "");
      // Servers refuse empty texts, yet their zero vector needs a length.
      if (filled.length === 0 && texts.length > 0 && dim === 0) filled.push("length");
      const batches: string[][] = [];
      for (let start = 0; start < filled.length; start += batch) batches.push(filled.slice(start, start + batch));
      const found = (await mapConcurrent(batches, ask, { concurrency: options.concurrency ?? 8, signal })).flat();
      let next = 0;
      return texts.map((text) => (text.trim() === "" ? new Float32Array(dim) : (found[next++] as Float32Array)));
    },
  };
}
