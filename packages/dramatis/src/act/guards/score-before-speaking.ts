/**
 * Takes the candidate to which a model that was trained with scores in its prompts gives the highest expected score.
 *
 * Score Before You Speak (Saggar et al. 2025): replies are augmented by replacing one noun at a time, each is scored by its
 * similarity to the true reply (which has 1), and a model is trained with that score in its prompt; at use it is asked for
 * a reply of score 1. `scoredRows` makes the rows. A score in the prompt of a model that was not trained so has no proven
 * effect, so this guard works only with one that was: it reads the candidates' scores off the model, as the mean of s under
 * P(s | reply) ∝ P(reply | prompt with score s), s = 0, .25, .5, .75, 1 alike before. That use is ours; the paper's is to
 * ask for score 1. Equal scores: the more probable candidate at score 1. Five calls a candidate. The persona is what the
 * model makes of it; one of whom nothing is known is no fault.
 *
 * @paper 143
 * @needs logprobs
 */
import { type Guard, type Model, UnsupportedError } from "../../core/index.ts";
import { canScore, type ScoringModel } from "../../model/index.ts";
import { checkCandidates, chooseBest, shown } from "./choose-best.ts";
import { promptOf, scoreOf } from "./score-replies.ts";
import { withScore } from "./scored-variants.ts";

export interface ScoreBeforeSpeakingOptions {
  /** Trained on rows of `scoredRows`, and able to score. */
  trained?: Model;
}

const SCORES = [0, 0.25, 0.5, 0.75, 1];

export function scoreBeforeSpeaking({ trained }: ScoreBeforeSpeakingOptions = {}): Guard {
  const name = "score-before-speaking";
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const model = neededTrained(name, trained);
      const messages = promptOf(view, model);
      const ratings: { rank: number[]; reason: string }[] = [];
      for (const { text } of candidates) {
        const continuation = text.trim();
        if (continuation === "") {
          ratings.push({ rank: [-1], reason: "no words" });
          continue;
        }
        const logs: number[] = [];
        for (const score of SCORES) {
          const { sum } = await scoreOf(model, { messages: withScore(messages, score), continuation }, signal);
          logs.push(sum);
        }
        const expected = expectedScore(logs);
        ratings.push({ rank: [expected, logs.at(-1) ?? 0], reason: `expected score ${shown(expected)}` });
      }
      return chooseBest(candidates, ratings);
    },
  };
}

/** The mean score, 0..1, of a reply of these log probabilities under prompts of the scores 0, .25, .5, .75 and 1. */
export function expectedScore(logs: readonly number[]): number {
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight, i) => sum + weight * (SCORES[i] ?? 0), 0) / all;
}

function neededTrained(name: string, model: Model | undefined): ScoringModel {
  if (canScore(model)) return model;
  const fix =
    "give it a model with score that was trained on the rows of scoredRows, such as { trained: await yourModel() }";
  throw new UnsupportedError(name, "logprobs", fix);
}
