/**
 * Recalls of everything that was said what is recent, poignant and to the point, and draws conclusions of its own.
 *
 * Park et al. 2023, with the constants of their code: .5 recency + 3 relevance + 2 importance, each scaled to 0..1 over
 * the memories (.5 where all are equal), recency .99^rank, importance from 1 to 10; once the importance that was added
 * reaches 150, three questions are asked of what was added and up to five insights drawn for each. We depart: rank 1 is
 * the newest (in that code the oldest is, which `recencyQuirk` gives back), and it is the rank by when a memory was made,
 * not by when it was last recalled; without a model importance is rated by words and there are no reflections.
 * Nothing said, or nothing remembered, contributes nothing.
 *
 * @needs embed
 */
import { z } from "zod";
import type { Component, Model } from "../../core/index.ts";
import { neededBook } from "../needed-book.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { dated, isNew, messageMemory, stillHolds } from "./message-memory.ts";
import { type RateImportance, rateByModel, rateByWords } from "./rate-importance.ts";
import { isFromBefore, lastHeard, recalledBlock } from "./recall.ts";
import { reflect } from "./reflect.ts";
import { savedState } from "./saved-state.ts";

export interface RetrievalWeights {
  recency: number;
  relevance: number;
  importance: number;
}

export const RETRIEVAL_WEIGHTS: RetrievalWeights = { recency: 0.5, relevance: 3, importance: 2 };

const DECAY = 0.99;
/** Importance of what was never rated. */
const UNRATED = 1;

export interface GenerativeScoresOptions {
  weights?: RetrievalWeights;
  /** The oldest is taken to be the most recent, as in the released code. */
  recencyQuirk?: boolean;
}

/** The score of each memory, in order. @param memories newest first; relevance is the cosine to what was asked. */
export function generativeScores(
  memories: readonly { importance: number; relevance: number }[],
  { weights = RETRIEVAL_WEIGHTS, recencyQuirk = false }: GenerativeScoresOptions = {},
): number[] {
  const recency = scaled(memories.map((_, i) => DECAY ** (recencyQuirk ? memories.length - i : i + 1)));
  const importance = scaled(memories.map((memory) => memory.importance));
  const relevance = scaled(memories.map((memory) => memory.relevance));
  return memories.map(
    (_, i) =>
      weights.recency * (recency[i] as number) +
      weights.relevance * (relevance[i] as number) +
      weights.importance * (importance[i] as number),
  );
}

/** Min–max to 0..1; .5 each where all are equal. */
function scaled(values: readonly number[]): number[] {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return values.map((value) => (high > low ? (value - low) / (high - low) : 0.5));
}

export interface GenerativeAgentsOptions extends GenerativeScoresOptions {
  /** Required. */
  book?: MemoryBook;
  /**
   * Rates importance and reflects: a call for each message, and 5 more for one at which it reflects; twice as many at
   * most, where replies must be mended.
   */
  model?: Model;
  rate?: RateImportance;
  /** Recalled at once. */
  most?: number;
  /** Importance that must come together for a reflection. */
  reflectAt?: number;
  now?: () => Date;
}

const state = z.array(z.object({ id: z.string(), importance: z.number() }));

/** @throws UnsupportedError without a book. Its methods reject with what the book and the model throw. */
export function generativeAgents({
  book: given,
  model,
  rate = model ? rateByModel(model) : rateByWords(),
  most = 5,
  reflectAt = 150,
  now = () => new Date(),
  ...scoring
}: GenerativeAgentsOptions = {}): Component {
  const book = neededBook("generative-agents", given);
  let sinceReflection: z.infer<typeof state> = [];

  const retrieve = (text: string, where: (memory: Memory) => boolean, signal?: AbortSignal): Promise<Memory[]> =>
    retrieved(text, { book, most, where, scoring, signal });

  async function reflectOnRecent(on: Model, at: string, signal?: AbortSignal): Promise<void> {
    const ids = new Set(sinceReflection.map(({ id }) => id));
    const recent = (await book.all(signal)).filter(({ id }) => ids.has(id));
    const isBefore = (): boolean => true;
    const thoughts = await reflect({
      model: on,
      owner: book.owner,
      recent,
      retrieve: (question) => retrieve(question, isBefore, signal),
      at,
      signal,
    });
    const ratings = await rate(
      thoughts.map(({ text }) => text),
      signal,
    );
    for (const [i, thought] of thoughts.entries()) {
      await book.put({ ...thought, importance: ratings[i] as number }, signal);
    }
  }

  return {
    name: "generative-agents",
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const asked = lastHeard(view);
      if (asked === undefined) return [];
      const memories = await retrieve(asked.text, isFromBefore(view), signal);
      return recalledBlock({ memories, persona: view.persona, now: now() });
    },
    async observe(message, signal) {
      signal?.throwIfAborted();
      if (message.text.trim() === "") return;
      const said = dated(message, now);
      const memory = messageMemory({ kind: "event", text: said.text, messages: [said] });
      if (await isNew(book, memory, signal)) {
        const [importance = UNRATED] = await rate([memory.text], signal);
        await book.put({ ...memory, importance }, signal);
        sinceReflection.push({ id: memory.id, importance });
      }
      const sum = sinceReflection.reduce((total, { importance }) => total + importance, 0);
      if (model === undefined || sum < reflectAt) return;
      await reflectOnRecent(model, said.at, signal);
      sinceReflection = [];
    },
    state: {
      save: () => structuredClone(sinceReflection),
      load(saved) {
        sinceReflection = savedState("generative-agents", state, saved);
      },
    },
  };
}

interface Retrieval {
  book: MemoryBook;
  most: number;
  where: (memory: Memory) => boolean;
  scoring: GenerativeScoresOptions;
  signal: AbortSignal | undefined;
}

/** What scores highest to a text among the messages and thoughts that still hold, best first. */
async function retrieved(text: string, { book, most, where, scoring, signal }: Retrieval): Promise<Memory[]> {
  const found = await book.nearest(text, {
    most: Number.POSITIVE_INFINITY,
    where: (memory) => (memory.kind === "event" || memory.kind === "thought") && stillHolds(memory) && where(memory),
    signal,
  });
  const newestFirst = found.sort((a, b) => Date.parse(b.memory.saidAt) - Date.parse(a.memory.saidAt));
  const scores = generativeScores(
    newestFirst.map(({ memory, cosine }) => ({ importance: memory.importance ?? UNRATED, relevance: cosine })),
    scoring,
  );
  return newestFirst
    .map(({ memory }, i) => ({ memory, score: scores[i] as number }))
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ memory }) => memory);
}
