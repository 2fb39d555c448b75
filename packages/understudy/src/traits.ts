import type { Embedder } from "dramatis/core";
import { cardLine } from "./card.ts";
import { understudyEmbedder } from "./embedder.ts";
import { modelJson } from "./model-folder.ts";
import { softmax } from "./softmax.ts";

export type BigFive = "openness" | "conscientiousness" | "extraversion" | "agreeableness" | "neuroticism";

/** One trait in one direction, and how probable it is that a statement speaks of it. */
export interface TraitReading {
  trait: BigFive;
  direction: "high" | "low";
  /** 0..1; the ten of a statement sum to 1. */
  probability: number;
}

export interface TraitClassifier {
  readonly id: string;
  readonly card: string;
  /** The ten readings of each statement, the most probable first; none for a text without a word. */
  read(statements: readonly string[], signal?: AbortSignal): Promise<TraitReading[][]>;
}

interface TraitWeights {
  labels: string[];
  weights: number[][];
  bias: number[];
}

/**
 * Which Big Five trait a first-person statement speaks of, and whether high or low: logistic regression on the vectors of
 * the bundled embedder. It takes every statement to speak of one of the five, which facts such as "I live in Ohio" do not.
 *
 * @param embedder the bundled one; its weights were learnt on no other
 */
export async function understudyTraits({ embedder }: { embedder?: Embedder } = {}): Promise<TraitClassifier> {
  const [{ labels, weights, bias }, card, vectors] = await Promise.all([
    modelJson<TraitWeights>("traits", "weights.json"),
    cardLine("traits"),
    embedder ?? understudyEmbedder(),
  ]);
  const named = labels.map((label) => label.split(" ") as [BigFive, "high" | "low"]);
  return {
    id: `understudy-traits/${vectors.id}`,
    card,
    async read(statements, signal) {
      const embedded = await vectors.embed([...statements], signal);
      return embedded.map((vector, i) => {
        if (!/[\p{L}\p{N}]/u.test(statements[i] as string)) return [];
        const scores = weights.map((row, label) =>
          row.reduce((sum, weight, at) => sum + weight * (vector[at] as number), bias[label] as number),
        );
        return readings(scores, named);
      });
    },
  };
}

function readings(scores: readonly number[], named: readonly (readonly [BigFive, "high" | "low"])[]): TraitReading[] {
  const chances = softmax(scores);
  return named
    .map(([trait, direction], i) => ({ trait, direction, probability: chances[i] as number }))
    .sort((a, b) => b.probability - a.probability);
}
