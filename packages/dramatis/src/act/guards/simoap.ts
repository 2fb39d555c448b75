/**
 * Over-samples, keeps the candidates nearest to what was asked, and of these takes the one that follows most from the persona.
 *
 * SimOAP (Zhou et al. 2023): candidates that are equal count once; TF-IDF over the context and the candidates, the best by
 * cosine to the context are kept, and of these the one with the highest P(entail | persona sentence, candidate) is taken.
 * The paper draws 2000 from small models and keeps 100; for the few that a chat model is asked for, 5 are kept. The context
 * is the last message of somebody else; without one, or with words of one letter only, every cosine is 0. Words are runs
 * of letters, so texts without spaces are compared whole. Equal entailment: the nearer one, then the first.
 *
 * @paper 78
 * @needs nli
 */
import type { AgentView, Guard, Nli } from "../../core/index.ts";
import { neededNli } from "../../model/index.ts";
import { sameName } from "../../transcript/index.ts";
import { checkCandidates, chooseBest, shown } from "./choose-best.ts";
import { meetPremises, premisesOf, strongest } from "./meet-premises.ts";

export interface SimoapOptions {
  nli?: Nli;
  /** Candidates that are judged against the persona, at least one. */
  keep?: number;
}

export function simoap({ nli, keep = 5 }: SimoapOptions = {}): Guard {
  const name = "simoap";
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const judge = neededNli(name, nli);
      const texts = candidates.map(({ text }) => text.trim());
      const distinct = [...new Set(texts)].filter((text) => text !== "");
      const cosines = cosinesTo(asked(view), distinct);
      const nearness = new Map(distinct.map((text, i) => [text, cosines[i] as number]));
      const near = (text: string): number => nearness.get(text) ?? 0;
      const kept = distinct.toSorted((a, b) => near(b) - near(a)).slice(0, Math.max(1, keep));
      const met = await meetPremises(judge, { texts: kept, premises: premisesOf(view, 0) }, signal);
      return chooseBest(
        candidates,
        texts.map((text, i) => {
          const row = met[kept.indexOf(text)];
          const cosine = `cosine ${shown(near(text))}`;
          if (texts.indexOf(text) < i) return { rank: [0], reason: "the same words as an earlier one" };
          if (!row) return { rank: [0], reason: `not among the ${kept.length} nearest: ${cosine}` };
          const { probability } = strongest(row, "entail");
          return { rank: [1, probability, near(text)], reason: `entailed ${shown(probability)}, ${cosine}` };
        }),
      );
    },
  };
}

/** The last message that is not the persona's. */
function asked({ persona, history }: AgentView): string {
  return history.findLast(({ speaker }) => !sameName(speaker, persona.name))?.text ?? "";
}

/**
 * Cosine of each text with the query, by TF-IDF over all of them: counts times ln((1 + N) / (1 + df)) + 1, length 1.
 * Words of one character do not count. 0 where one of the two has no words.
 */
export function cosinesTo(query: string, texts: readonly string[]): number[] {
  const documents = [query, ...texts].map(wordCounts);
  const seenIn = new Map<string, number>();
  for (const counts of documents) for (const word of counts.keys()) seenIn.set(word, (seenIn.get(word) ?? 0) + 1);
  const vectors = documents.map((counts) => {
    const weights = [...counts].map(([word, count]): [string, number] => {
      return [word, count * (Math.log((1 + documents.length) / (1 + (seenIn.get(word) ?? 0))) + 1)];
    });
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  });
  const [first = new Map<string, number>(), ...others] = vectors;
  return others.map((vector) => [...first].reduce((sum, [word, weight]) => sum + weight * (vector.get(word) ?? 0), 0));
}

function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}_]{2,}/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
