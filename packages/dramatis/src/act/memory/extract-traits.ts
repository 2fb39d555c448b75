// What a message says of its speaker: by words, or by a chat model as LD-Agent [157] asks it.
import { z } from "zod";
import type { Message, Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { type StatedFact, statedFacts } from "../../transcript/index.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { type DatedMessage, isNew, messageMemory } from "./message-memory.ts";

/** Self-contained first-person sentences; none where the message says nothing of its speaker. */
export type ExtractTraits = (message: Message, signal?: AbortSignal) => Promise<StatedFact[]>;

/** The clauses of the message itself that state something of the speaker. */
export function traitsByWords(): ExtractTraits {
  return async ({ text }, signal) => {
    signal?.throwIfAborted();
    return statedFacts(text);
  };
}

const MOST_WORDS = 20;
/** How sure what a model takes from a message is. */
const SAID_OF_ONESELF = 0.9;

const TASK = `You are given one message of a conversation and who says it.
Say in one first-person sentence of at most ${MOST_WORDS} words what lasting trait or fact of the speaker it states.
Only what is stated: no guesses, wishes, or facts about others. null where there is none.
Reply with {"trait": "I ..." or null}.`;

const shape = z.object({ trait: z.string().nullable() });

/**
 * One call a message, and one more where the reply cannot be used; then as by words.
 *
 * @throws ModelError, BudgetError from the model.
 */
export function traitsByModel(model: Model, otherwise: ExtractTraits = traitsByWords()): ExtractTraits {
  return async (message, signal) => {
    const material = { speaker: message.speaker, message: message.text };
    const reply = await askJson(model, { task: TASK, material, shape }, signal);
    if (reply === null) return otherwise(message, signal);
    const trait = reply.trait?.trim().split(/\s+/u).slice(0, MOST_WORDS).join(" ") ?? "";
    return trait === "" || /^no traits?\b/iu.test(trait) ? [] : [{ text: trait, confidence: SAID_OF_ONESELF }];
  };
}

/** The facts of a message that the book has not had yet. */
export async function newFacts(
  { book, extract }: { book: MemoryBook; extract: ExtractTraits },
  message: DatedMessage,
  signal?: AbortSignal,
): Promise<Memory[]> {
  const facts: Memory[] = [];
  for (const { text, confidence } of await extract(message, signal)) {
    const fact = messageMemory({ kind: "fact", text, messages: [message], confidence });
    if (await isNew(book, fact, signal)) facts.push(fact);
  }
  return facts;
}

/** Keeps the facts of a message that the book has not had yet. */
export async function putNewFacts(
  by: { book: MemoryBook; extract: ExtractTraits },
  message: DatedMessage,
  signal?: AbortSignal,
): Promise<void> {
  for (const fact of await newFacts(by, message, signal)) await by.book.put(fact, signal);
}
