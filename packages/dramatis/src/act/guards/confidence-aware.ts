/**
 * Takes the candidate that is most probable once the persona is reminded of how sure it was of what it said before.
 *
 * Confidence-aware response generation (Li et al. 2025): each of the persona's turns stands in the history with its
 * confidence, exp(mean log probability of a token) · 100, so that what was said surely is not given up when doubted. The
 * paper has the reply generated from that history, where we score candidates that were drawn without it. Confidences are
 * computed anew from the model: one call for each of the last 8 own turns, and one a candidate. Without own turns the most
 * confident candidate is taken. What components add to the prompt is not seen.
 *
 * @paper 211
 * @needs logprobs
 */
import type { AgentView, Guard, Message, Model } from "../../core/index.ts";
import { neededScorer, type ScoringModel } from "../../model/index.ts";
import { sameName } from "../../transcript/index.ts";
import { checkCandidates, chooseBest } from "./choose-best.ts";
import { perToken, scoreReplies } from "./score-replies.ts";

export interface ConfidenceAwareOptions {
  /** Must be able to score. */
  model?: Model;
  /** How many of the persona's own last turns are marked with their confidence. */
  turns?: number;
}

export function confidenceAware({ model, turns = 8 }: ConfidenceAwareOptions = {}): Guard {
  const name = "confidence-aware";
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const scorer = neededScorer(name, model);
      const history = await markedHistory(scorer, { view, turns }, signal);
      const spoken = candidates.flatMap(({ text }, i) => (text.trim() === "" ? [] : [{ text: text.trim(), i }]));
      const texts = spoken.map(({ text }) => text);
      const scores = await scoreReplies(scorer, { view: { ...view, history }, texts }, signal);
      const means = new Map(spoken.map(({ i }, at) => [i, perToken(scores[at] ?? { sum: 0, tokens: 1 })]));
      return chooseBest(
        candidates,
        candidates.map((_, i) => {
          const mean = means.get(i);
          if (mean === undefined) return { rank: [Number.NEGATIVE_INFINITY], reason: "no words" };
          return { rank: [mean], reason: mark(mean) };
        }),
      );
    },
  };
}

/** 0..100, two decimals. @param meanLogprob of a token, natural */
export function confidence(meanLogprob: number): number {
  return Math.round(Math.exp(Math.min(0, meanLogprob)) * 10_000) / 100;
}

function mark(meanLogprob: number): string {
  return `confidence ${confidence(meanLogprob).toFixed(2)}`;
}

/** The history with the confidence of the persona's own last turns, each scored after what came before it. */
async function markedHistory(
  model: ScoringModel,
  { view: { persona, history }, turns }: { view: AgentView; turns: number },
  signal?: AbortSignal,
): Promise<Message[]> {
  const own = [...history.entries()].filter(
    ([, { speaker, text }]) => sameName(speaker, persona.name) && text.trim() !== "",
  );
  const marked = [...history];
  for (const [at, message] of turns > 0 ? own.slice(-turns) : []) {
    const view = { persona, history: history.slice(0, at) };
    const [score] = await scoreReplies(model, { view, texts: [message.text] }, signal);
    if (score) marked[at] = { ...message, text: `${message.text} (${mark(perToken(score))})` };
  }
  return marked;
}
