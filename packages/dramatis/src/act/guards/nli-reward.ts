/**
 * Takes the candidate of the highest reward: half how natural it is, half whether it follows from the persona.
 *
 * Song et al. 2020 train a generator by R = λₙ · R_natural + λ꜀ · R_consistent; here R picks among replies that are there.
 * The paper's naturalness is an adversary's, ours the actor's own mean probability of a token, exp(mean log probability).
 * R_consistent is −1 where a claim is contradicted, else 1 where one is entailed, else 0, by the most probable label; the
 * scale and the halves are ours. The log probability is the candidate's score where every candidate has one, else the
 * model's. A pair that cannot be judged counts as neutral.
 *
 * @paper 65
 * @needs nli, logprobs
 */
import type { AgentView, Candidate, Guard, Model, Nli, NliVerdict } from "../../core/index.ts";
import { neededNli, neededScorer } from "../../model/index.ts";
import { checkCandidates, chooseBest, shown } from "./choose-best.ts";
import { labelled, meetPremises, premisesOf } from "./meet-premises.ts";
import { perToken, scoreReplies } from "./score-replies.ts";

export interface NliRewardOptions {
  nli?: Nli;
  /** Scores candidates that have no score. */
  model?: Model;
  weights?: RewardWeights;
}

export interface RewardWeights {
  natural: number;
  consistent: number;
}

export const REWARD_WEIGHTS: RewardWeights = { natural: 0.5, consistent: 0.5 };

const CONSISTENCY: Record<keyof NliVerdict, number> = { entail: 1, neutral: 0, contradict: -1 };

export function nliReward({ nli, model, weights = REWARD_WEIGHTS }: NliRewardOptions = {}): Guard {
  const name = "nli-reward";

  async function logprobs(candidates: readonly Candidate[], view: AgentView, signal?: AbortSignal): Promise<number[]> {
    const given = candidates.flatMap(({ score }) => score ?? []);
    if (given.length === candidates.length) return given;
    const texts = candidates.map(({ text }) => text);
    return (await scoreReplies(neededScorer(name, model), { view, texts }, signal)).map(perToken);
  }

  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const judge = neededNli(name, nli);
      const means = await logprobs(candidates, view, signal);
      const texts = candidates.map(({ text }) => text);
      const met = await meetPremises(judge, { texts, premises: premisesOf(view, 0) }, signal);
      return chooseBest(
        candidates,
        met.map((row, i) => {
          const label = (["contradict", "entail"] as const).find((one) => labelled(row, one).length > 0) ?? "neutral";
          const natural = Math.min(1, Math.exp(means[i] as number));
          const reward = consistencyReward({ natural, label, weights });
          return { rank: [reward], reason: `${shown(reward)}: naturalness ${shown(natural)}, ${label}` };
        }),
      );
    },
  };
}

/** The reward of one reply. @param natural 0..1 */
export function consistencyReward({
  natural,
  label,
  weights = REWARD_WEIGHTS,
}: {
  natural: number;
  label: keyof NliVerdict;
  weights?: RewardWeights;
}): number {
  return weights.natural * natural + weights.consistent * CONSISTENCY[label];
}
