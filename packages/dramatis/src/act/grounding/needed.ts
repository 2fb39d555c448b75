import { type Embedder, type Model, UnsupportedError } from "../../core/index.ts";

/** @throws UnsupportedError where there is none. */
export function neededEmbedder(method: string, embedder: Embedder | undefined): Embedder {
  if (embedder) return embedder;
  throw new UnsupportedError(method, "embed", "give it one, such as { embedder: await understudyEmbedder() }");
}

/** @throws UnsupportedError where there is none. */
export function neededModel(method: string, model: Model | undefined): Model {
  if (model) return model;
  const fix =
    'give it a chat model that follows instructions, such as { model: await openModel(parseModelSpec("openai:…")) }';
  throw new UnsupportedError(method, "actor", fix);
}
