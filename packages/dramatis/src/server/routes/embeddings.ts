import { z } from "zod";
import { type Embedder, roughTokens } from "../../core/index.ts";
import { HttpFault } from "../http-fault.ts";
import { checkedBody } from "../read-body.ts";
import { checkName, type Route } from "../route.ts";

/** The part of OpenAI's "Create embeddings" that is served. */
export interface EmbeddingRequest {
  model: string;
  input: string | string[];
  encoding_format?: "float" | "base64" | null | undefined;
  dimensions?: number | null | undefined;
}

const MOST_TEXTS = 2048;

export const embeddingBody: z.ZodType<EmbeddingRequest> = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1).max(MOST_TEXTS)], { error: "a text, or a list of texts" }),
  encoding_format: z.enum(["float", "base64"]).nullish(),
  dimensions: z.number().int().nullish(),
});

/** POST /v1/embeddings: vectors of texts. */
export const embeddings: Route = {
  method: "POST",
  path: "/v1/embeddings",
  async answer({ body, served: { embedder }, signal }) {
    const asked = checkedBody(embeddingBody, body);
    if (embedder === undefined) throw new HttpFault(404, "no embedder is served here", { code: "model_not_found" });
    checkName(asked.model, embedder.id);
    return embeddingAnswer(asked, embedder, signal);
  },
};

/** Token counts are estimated at four characters a token. @throws HttpFault 400 for another number of dimensions */
export async function embeddingAnswer(
  asked: EmbeddingRequest,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<{ json: object }> {
  if (asked.dimensions != null && asked.dimensions !== embedder.dim) {
    throw new HttpFault(400, `dimensions: ${asked.dimensions}; expected ${embedder.dim}`, { param: "dimensions" });
  }
  const texts = [asked.input].flat();
  const vectors = await embedder.embed(texts, signal);
  const data = vectors.map((vector, index) => ({
    object: "embedding",
    index,
    embedding: asked.encoding_format === "base64" ? base64(vector) : Array.from(vector),
  }));
  const tokens = texts.reduce((sum, text) => sum + roughTokens(text), 0);
  return { json: { object: "list", data, model: embedder.id, usage: { prompt_tokens: tokens, total_tokens: tokens } } };
}

/** The float32 values in the byte order of every machine that we know, which is also the API's. */
function base64({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}
