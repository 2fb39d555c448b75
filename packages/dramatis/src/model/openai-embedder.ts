import type { Embedder } from "../core/index.ts";
import { type CallerOptions, caller } from "./caller.ts";
import { jsonClient } from "./json-client.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import { type Meter, meter as newMeter } from "./meter.ts";
import { OPENAI_URL, openaiId } from "./openai-model.ts";
import { readEmbeddings } from "./openai-wire.ts";
import { estimateTokens, type Price, priced } from "./price.ts";

export interface OpenaiEmbedderOptions extends CallerOptions {
  model: string;
  baseUrl?: string;
  apiKey?: string | undefined;
  /** Length of the vectors, where it is known beforehand; a reply of another length is then an error. */
  dim?: number;
  /** Only `input` is used: an embedding has no output tokens. */
  price?: Price | undefined;
  meter?: Meter | undefined;
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
  meter = newMeter(),
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
    const length = Math.hypot(...values);
    if (!(length > 0 && Number.isFinite(length))) throw badReply("a vector is zero or not finite");
    return Float32Array.from(values, (value) => value / length);
  }

  async function ask(input: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const guess = input.reduce((sum, text) => sum + estimateTokens(text), 0);
    const giveBack = meter.reserve(priced({ inputTokens: guess, outputTokens: 0 }, price).cost ?? 0);
    try {
      const reply = await calls.call(() => client.post("/embeddings", { model, input }, signal), signal);
      const { vectors, tokens = guess } = readEmbeddings(reply, input.length, badReply);
      meter.charge(priced({ inputTokens: tokens, outputTokens: 0 }, price));
      return vectors.map(unit);
    } catch (error) {
      if (!signal.aborted) meter.count("failed");
      throw error;
    } finally {
      giveBack();
    }
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
