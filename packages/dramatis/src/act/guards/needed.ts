import { type Model, type Nli, UnsupportedError } from "../../core/index.ts";

/** A model that says how probable a continuation is. */
export type ScoringModel = Model & Required<Pick<Model, "score">>;

/** @throws UnsupportedError where there is no judge. */
export function neededNli(guard: string, nli: Nli | undefined): Nli {
  if (!nli) throw new UnsupportedError(guard, "nli", "give it one, such as { nli: await understudyNli() }");
  return nli;
}

/** @throws UnsupportedError where there is no model, or one that cannot score. */
export function neededScorer(guard: string, model: Model | undefined): ScoringModel {
  if (canScore(model)) return model;
  const fix = "give it a model with score, such as { model: await understudyChat() }";
  throw new UnsupportedError(guard, "logprobs", fix);
}

export function canScore(model: Model | undefined): model is ScoringModel {
  return model?.score !== undefined;
}
