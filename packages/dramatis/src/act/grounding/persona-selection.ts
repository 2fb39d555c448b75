/**
 * Takes the candidate that is most probable once the persona's claims nearest to it have been said.
 *
 * P5 [29]: for each candidate the k claims of the highest cosine to it, the nearest first, are put before the conversation
 * as the answer to a prompt question, and the candidate is scored in that context; k = 1, as the released code has it. Of
 * the persona only the name goes into the system message. We depart: the score is a language model's mean log probability of
 * a token, in place of the probability of a trained cross-encoder, and the question is ours. A persona without claims is
 * scored by the conversation alone, which is the paper's standard selection. A candidate that cannot be scored comes last.
 * One scoring call a candidate.
 *
 * @paper 29
 * @needs embed, logprobs
 */
import type { AgentView, ChatMessage, Embedder, Guard, Model } from "../../core/index.ts";
import { cosine, neededEmbedder, neededScorer, type ScoringModel } from "../../model/index.ts";
import { claims } from "../../persona/index.ts";
import { checkCandidates, chooseBest, type Rating, shown } from "../guards/choose-best.ts";
import { perToken, promptOf } from "../guards/score-replies.ts";

const QUESTION = "Tell me something about yourself.";

export interface PersonaSelectionOptions {
  embedder?: Embedder;
  /** Scores a candidate; it must be able to. */
  model?: Model;
  /** Claims that are put before a candidate (k). */
  most?: number;
}

export function personaSelection({ embedder, model, most = 1 }: PersonaSelectionOptions = {}): Guard {
  const name = "persona-selection";
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const scorer = neededScorer(name, model);
      const texts = candidates.map(({ text }) => text);
      const known = claims(view.persona).map(({ text }) => text);
      const vectors = await neededEmbedder(name, embedder).embed([...texts, ...known], signal);
      const ratings: Rating[] = [];
      for (const [i, continuation] of texts.entries()) {
        const selected = nearestClaims({
          claims: known,
          cosines: vectors.slice(texts.length).map((vector) => cosine(vectors[i] as Float32Array, vector)),
          most,
        });
        const score = await scoreOf(scorer, { messages: promptedBy(selected, view, scorer), continuation }, signal);
        const after = selected.length > 0 ? ` after ${JSON.stringify(selected.join(" "))}` : "";
        const reason = score === null ? "cannot be scored" : `log probability ${shown(score)} a token${after}`;
        ratings.push({ rank: [score ?? Number.NEGATIVE_INFINITY], reason });
      }
      return chooseBest(candidates, ratings);
    },
  };
}

/** The claims of the highest cosine, the highest first; of equal ones, the first. */
export function nearestClaims({
  claims,
  cosines,
  most,
}: {
  claims: readonly string[];
  cosines: readonly number[];
  most: number;
}): string[] {
  return claims
    .map((text, i) => ({ text, near: cosines[i] ?? 0 }))
    .sort((a, b) => b.near - a.near)
    .slice(0, most)
    .map(({ text }) => text);
}

/** The conversation with the prompt question and its answer before it. */
function promptedBy(
  selected: readonly string[],
  { persona: { name }, history }: AgentView,
  model: Model,
): ChatMessage[] {
  const [system, ...turns] = promptOf({ persona: { schema: "dramatis.persona/1", name }, history }, model);
  const question: ChatMessage[] =
    selected.length === 0
      ? []
      : [
          { role: "user", content: QUESTION },
          { role: "assistant", content: selected.join(" ") },
        ];
  return [...(system ? [system] : []), ...question, ...turns];
}

/** null where there is nothing to score, or too much. */
async function scoreOf(
  model: ScoringModel,
  request: { messages: ChatMessage[]; continuation: string },
  signal?: AbortSignal,
): Promise<number | null> {
  if (request.continuation.trim() === "") return null;
  try {
    return perToken(await model.score(request, signal));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
