// Training rows of Score Before You Speak [143]: replies with nouns replaced, and how near each is to the true one.
import { z } from "zod";
import { type ChatMessage, type Embedder, type Model, oneLine } from "../../core/index.ts";
import { askJson, cosine } from "../../model/index.ts";
import { NOUN_GROUPS } from "./noun-groups.ts";

/** Words of a reply as they stand there, each with what takes its place in a variant. */
export type Refill = (reply: string, signal?: AbortSignal) => Promise<readonly { noun: string; substitute: string }[]>;

export interface ScoredReply {
  text: string;
  /** 1 for the true reply; for a variant its cosine to it, 0..1. */
  score: number;
}

/** A row to train a model on: it learns what a reply of each score is like. */
export interface ScoredRow extends ScoredReply {
  /** The prompt, with the score at its end. */
  messages: ChatMessage[];
}

export interface ScoringMeans {
  embedder: Embedder;
  /** By default a small list of English nouns. */
  refill?: Refill;
}

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/**
 * The reply, and one variant for each noun, in which that noun alone is replaced. "I walk my dog" has one noun, and one
 * variant. A blank reply has none.
 */
export async function scoredVariants(
  reply: string,
  { embedder, refill = refillByWords() }: ScoringMeans,
  signal?: AbortSignal,
): Promise<ScoredReply[]> {
  const gold = reply.trim();
  if (gold === "") return [];
  const variants = new Set<string>();
  for (const { noun, substitute } of await refill(gold, signal)) {
    const changed = gold.replaceAll(WORD, (word) => (word.toLowerCase() === noun.toLowerCase() ? substitute : word));
    if (changed !== gold && substitute.trim() !== "") variants.add(changed);
  }
  const [first, ...others] = await embedder.embed([gold, ...variants], signal);
  const texts = [...variants];
  return [
    { text: gold, score: 1 },
    ...others.map((vector, i) => ({
      text: texts[i] as string,
      score: Math.min(1, Math.max(0, cosine(first as Float32Array, vector))),
    })),
  ];
}

/** The rows of one true reply to a prompt. */
export async function scoredRows(
  { messages, reply }: { messages: readonly ChatMessage[]; reply: string },
  means: ScoringMeans,
  signal?: AbortSignal,
): Promise<ScoredRow[]> {
  const variants = await scoredVariants(reply, means, signal);
  return variants.map(({ text, score }) => ({ messages: withScore(messages, score), text, score }));
}

/** A prompt that asks for a reply of this score; training and use must say it alike. */
export function withScore(messages: readonly ChatMessage[], score: number): ChatMessage[] {
  return [...messages, { role: "system", content: `Score of the reply: ${score.toFixed(1)}` }];
}

/** Every noun of the list that is in the reply gives way to the next one of its group. */
export function refillByWords(groups: readonly (readonly string[])[] = NOUN_GROUPS): Refill {
  const next = new Map(
    groups.flatMap((group) => group.map((noun, i) => [noun, group[(i + 1) % group.length] ?? noun])),
  );
  return async (reply, signal) => {
    signal?.throwIfAborted();
    const words = new Set((reply.match(WORD) ?? []).map((word) => word.toLowerCase()));
    return [...words].flatMap((noun) => {
      const substitute = next.get(noun);
      return substitute === undefined ? [] : [{ noun, substitute }];
    });
  };
}

const TASK = `List every noun of the sentence, each as one word as it stands there, with one other noun that would fit in its place and
change what is said.
Reply with {"nouns": [{"noun", "substitute"}]}.`;

const shape = z.object({ nouns: z.array(z.object({ noun: z.string(), substitute: z.string() })) });

/** One call a reply, and one more where the answer is not what was asked for; then no variants. */
export function refillByModel(model: Model): Refill {
  return async (reply, signal) => {
    const answer = await askJson(model, { task: TASK, material: { sentence: reply }, shape }, signal);
    return (answer?.nouns ?? []).map(({ noun, substitute }) => ({ noun, substitute: oneLine(substitute, 40) }));
  };
}
