/**
 * Takes the candidate that the model finds best once those that contradict the persona are set back.
 *
 * Dialogue NLI (Welleck et al. 2019): s'ᵢ = sᵢ − λ · (s₁ − sₖ) · maxⱼ P(contradict | persona sentence j, candidate i), the
 * last only where contradiction is the most probable label. With λ = 1 a sure contradiction of the best candidate falls to
 * the k-th one. λ is our default. Candidates of equal s' are ordered by contradiction, then as they came; where one has
 * no score, none counts, and contradiction alone decides. A persona without claims sets nothing back, and neither does a
 * pair that cannot be judged.
 *
 * @paper 234
 * @needs nli
 */
import type { Guard, Nli } from "../../core/index.ts";
import { neededNli } from "../../model/index.ts";
import { checkCandidates, chooseBest, shown } from "./choose-best.ts";
import { labelled, meetPremises, premisesOf, strongest } from "./meet-premises.ts";

export interface NliRerankOptions {
  nli?: Nli;
  lambda?: number;
  /** The rank, from 1, to which a sure contradiction of the best falls; at most the number of candidates. */
  k?: number;
  /** How many of the persona's own last turns a candidate should agree with as well. */
  turns?: number;
}

export function nliRerank({ nli, lambda = 1, k = 10, turns = 0 }: NliRerankOptions = {}): Guard {
  const name = "nli-rerank";
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const texts = candidates.map(({ text }) => text);
      const met = await meetPremises(neededNli(name, nli), { texts, premises: premisesOf(view, turns) }, signal);
      const worst = met.map((row) => strongest(labelled(row, "contradict"), "contradict"));
      const given = candidates.flatMap(({ score }) => score ?? []);
      const scores = given.length === candidates.length ? given : candidates.map(() => 0);
      const contradictions = worst.map(({ probability }) => probability);
      const after = rerankedScores({ scores, contradictions, lambda, k });
      return chooseBest(
        candidates,
        worst.map(({ probability, premise }, i) => {
          const score = after[i] as number;
          const against = premise === undefined ? "contradicts nothing" : `contradicts ${JSON.stringify(premise)}`;
          const reason = `${shown(score)} (${shown(scores[i] as number)} before): ${against}, ${shown(probability)}`;
          return { rank: [score, -probability], reason };
        }),
      );
    },
  };
}

export interface Reranking {
  /** Of the model; higher is better. */
  scores: readonly number[];
  /** 0..1, one a score. */
  contradictions: readonly number[];
  lambda?: number;
  k?: number;
}

/** The scores after contradictions have set some back, in the order given. */
export function rerankedScores({ scores, contradictions, lambda = 1, k = 10 }: Reranking): number[] {
  const best = scores.toSorted((a, b) => b - a);
  const spread = (best[0] ?? 0) - (best[Math.min(k, best.length) - 1] ?? 0);
  return scores.map((score, i) => score - lambda * spread * (contradictions[i] ?? 0));
}
