// How two memories that contradict each other become ones that do not: by rule, or by a chat model, as Kim et al. [8] ask.
import { z } from "zod";
import type { Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { Memory } from "./memory.ts";

export interface RefinePair {
  older: Memory;
  newer: Memory;
  /** By id, to find what a memory was made from. */
  all: ReadonlyMap<string, Memory>;
}

/** The sentences that stand in for both; both as they are preserve them, and so does none. */
export type Refine = (pair: RefinePair, signal?: AbortSignal) => Promise<string[]>;

/** The newer of two facts that the same speaker said at different times resolves; all else is preserved. */
export function refineByRule(): Refine {
  return async ({ older, newer }, signal) => {
    signal?.throwIfAborted();
    const speakers = [older, newer].map(({ sources }) => sources[0]?.speaker);
    const [before = "", after = ""] = speakers;
    const isSameSpeaker = before !== "" && sameName(before, after);
    const isLater = Date.parse(newer.saidAt) > Date.parse(older.saidAt);
    return isSameSpeaker && isLater ? [newer.text] : [older.text, newer.text];
  };
}

const TASK = `You are given two sentences about one person that seem to contradict each other, the older first, each with the part of a conversation that it comes from. Choose one strategy:
- "resolution": one has changed into the other, or both are one thing: one merged sentence that says what holds, and what held before;
- "disambiguation": both hold in different situations: each sentence made specific by what was said around it;
- "preservation": they do not contradict each other: both unchanged.
First person, one sentence each; only what was said.
Reply with {"strategy": "...", "sentences": ["...", ...], "rationale": "one short sentence"}.`;

const shape = z.object({
  strategy: z.enum(["resolution", "disambiguation", "preservation"]),
  sentences: z.array(z.string().trim().min(1)).max(2),
  rationale: z.string(),
});

/**
 * One call a pair, and one more where the reply cannot be used; both memories are then preserved.
 *
 * @throws ModelError, BudgetError from the model.
 */
export function refineByModel(model: Model): Refine {
  return async ({ older, newer, all }, signal) => {
    const material = [older, newer].map((memory) => ({
      sentence: memory.text,
      said: memory.saidAt,
      fragment: fragments(memory, all),
    }));
    const reply = await askJson(model, { task: TASK, material, shape }, signal);
    return reply === null || reply.strategy === "preservation" ? [older.text, newer.text] : reply.sentences;
  };
}

/** The words that a memory comes from; of one made from others, theirs with their sentences. */
function fragments({ sources, madeFrom = [] }: Memory, all: ReadonlyMap<string, Memory>): string[] {
  const own = sources.map(({ speaker, quote }) => `${speaker}: ${quote}`);
  const parents = madeFrom.flatMap((id) => all.get(id) ?? []);
  const theirs = parents.flatMap((parent) => [
    parent.text,
    ...parent.sources.map(({ speaker, quote }) => `${speaker}: ${quote}`),
  ]);
  return [...new Set([...own, ...theirs])];
}
