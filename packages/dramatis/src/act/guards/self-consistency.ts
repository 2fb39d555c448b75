/**
 * Takes the candidate with which the others agree most.
 *
 * Self-consistency for open text (Jain et al. 2023): the score of a candidate is its mean agreement with every other one.
 * By `words`, as in the paper, vᵢ[w] is 1 where the word w is in candidate i, and agreement is vᵢ · vⱼ / |V| over the words
 * V of all. By an embedder it is the cosine, by an NLI judge the mean over both directions of P(entail) − P(contradict), 0
 * where they cannot be judged. The form weighted by token probabilities is left out. Equal agreement: the higher score that
 * the actor gave, then the first. The persona is not looked at.
 *
 * @paper 212
 */
import type { Embedder, Guard, Nli } from "../../core/index.ts";
import { checkCandidates, chooseBest, shown } from "./choose-best.ts";

/** How far texts agree: a row of numbers for each, symmetric. */
export type Agreement = (texts: readonly string[], signal?: AbortSignal) => Promise<number[][]>;

export function selfConsistency({ by = wordAgreement }: { by?: Agreement } = {}): Guard {
  const name = "self-consistency";
  return {
    name,
    async choose(candidates, _view, signal) {
      checkCandidates(name, candidates, signal);
      const agreement = await by(
        candidates.map(({ text }) => text),
        signal,
      );
      return chooseBest(
        candidates,
        meanAgreement(agreement).map((mean, i) => ({
          rank: [mean, candidates[i]?.score ?? 0],
          reason: `agreement ${shown(mean)} with the others`,
        })),
      );
    },
  };
}

/** The mean of each row without its own place; 0 for a single one. */
export function meanAgreement(agreement: readonly (readonly number[])[]): number[] {
  const others = Math.max(1, agreement.length - 1);
  return agreement.map((row, i) => row.reduce((sum, one, j) => (i === j ? sum : sum + one), 0) / others);
}

/** Share of all words that two texts have in common. */
export async function wordAgreement(texts: readonly string[]): Promise<number[][]> {
  const words = texts.map(
    (text) =>
      new Set(
        text
          .normalize("NFKC")
          .toLowerCase()
          .match(/[\p{L}\p{N}\p{M}']+/gu) ?? [],
      ),
  );
  const size = new Set(words.flatMap((set) => [...set])).size;
  return words.map((a) => words.map((b) => (size === 0 ? 0 : [...a].filter((word) => b.has(word)).length / size)));
}

/** Cosine of the sentence vectors. */
export function embeddingAgreement(embedder: Embedder): Agreement {
  return async (texts, signal) => {
    const vectors = await embedder.embed(texts, signal);
    return vectors.map((a) => vectors.map((b) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)));
  };
}

/** P(entail) − P(contradict), the mean of both directions. */
export function nliAgreement(nli: Nli): Agreement {
  return async (texts, signal) => {
    const pairs = texts.flatMap((premise) => texts.map((hypothesis) => ({ premise, hypothesis })));
    const verdicts = await nli.judge(pairs, signal);
    const held = verdicts.map((verdict) => (verdict ? verdict.entail - verdict.contradict : 0));
    const at = (i: number, j: number): number => held[i * texts.length + j] ?? 0;
    return texts.map((_, i) => texts.map((_, j) => (at(i, j) + at(j, i)) / 2));
  };
}
