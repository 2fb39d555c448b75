/**
 * Takes the candidate that the persona makes more probable, over what anybody would say.
 *
 * PAL (Cheng et al. 2023): l = (1 + α) · l_with − α · l_without, where the logits with and without persona are contrasted
 * at each token; α = .075 as in its code. We depart: whole candidates are ranked by l over the mean log probability of a
 * token, where the paper decodes by it; its persona is the seeker's, inferred from the talk, ours that of whom the agent
 * plays; α is the same for every strategy. Two calls a candidate. A persona of whom nothing is known contrasts with
 * itself: the most probable candidate is taken.
 *
 * @paper 2
 * @needs logprobs
 */
import type { Guard, Model } from "../../core/index.ts";
import { neededScorer } from "../../model/index.ts";
import { checkCandidates, chooseBest, shown } from "../guards/choose-best.ts";
import { perToken, scoreReplies } from "../guards/score-replies.ts";

export interface SupportContrastOptions {
  /** Must be able to score. */
  model?: Model;
  alpha?: number;
}

export function supportContrast({ model, alpha = 0.075 }: SupportContrastOptions = {}): Guard {
  const name = "support-contrast";
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const scorer = neededScorer(name, model);
      const { schema, name: own } = view.persona;
      const texts = candidates.flatMap(({ text }) => (text.trim() === "" ? [] : [text.trim()]));
      const knowing = (await scoreReplies(scorer, { view, texts }, signal)).map(perToken);
      const nobody = { ...view, persona: { schema, name: own } };
      const ignorant = (await scoreReplies(scorer, { view: nobody, texts }, signal)).map(perToken);
      const contrasted = contrast(knowing, ignorant, alpha);
      return chooseBest(
        candidates,
        candidates.map(({ text }) => {
          const score = contrasted[texts.indexOf(text.trim())];
          if (score === undefined) return { rank: [Number.NEGATIVE_INFINITY], reason: "no words" };
          return { rank: [score], reason: `${shown(score)} with the persona against without` };
        }),
      );
    },
  };
}

/** (1 + α) · with − α · without, place by place. Both are of the same length: logits, or log probabilities. */
export function contrast(knowing: readonly number[], ignorant: readonly number[], alpha = 0.075): number[] {
  return knowing.map((score, i) => (1 + alpha) * score - alpha * (ignorant[i] ?? score));
}
