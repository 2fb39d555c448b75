import { type Embedder, type Model, type Nli, UnsupportedError } from "../core/index.ts";

// What a method cannot do without: each gives it back, or throws UnsupportedError with how to get it.

/** A model that says how probable a continuation is. */
export type ScoringModel = Model & Required<Pick<Model, "score">>;

/** @throws UnsupportedError where there is no judge. */
export function neededNli(method: string, nli: Nli | undefined): Nli {
  if (nli) return nli;
  throw new UnsupportedError(method, "nli", "give it one, such as { nli: await understudyNli() }");
}

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

/** @throws UnsupportedError where there is no model, or one that cannot score. */
export function neededScorer(method: string, model: Model | undefined): ScoringModel {
  if (canScore(model)) return model;
  throw new UnsupportedError(
    method,
    "logprobs",
    "give it a model with score, such as { model: await understudyChat() }",
  );
}

export function canScore(model: Model | undefined): model is ScoringModel {
  return model?.score !== undefined;
}
