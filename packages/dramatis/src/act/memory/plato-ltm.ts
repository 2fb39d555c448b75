/**
 * Remembers what both sides said of themselves, replaces what is said anew, and recalls what is near to what was asked.
 *
 * Xu et al. 2022: clauses that are persona sentences are written to a memory for each side, over the nearest stored one
 * where their cosine is above .9, beside it otherwise; of each memory the 5 nearest of cosine .7 or more are read. The
 * thresholds are as remembered of the paper. We depart: a stated word rule or a chat model finds the clauses, where the
 * paper trains a classifier, and an embedder stands in for its trained matcher; what is replaced is kept with the time
 * until which it held; with an NLI a stored sentence of cosine .7 or more that the new one contradicts gives way as well
 * ("I smoke", "I do not smoke").
 * Nothing said, or nothing near, contributes nothing.
 *
 * @paper 88
 * @needs embed
 */
import type { Component, Model, Nli } from "../../core/index.ts";
import { sameName } from "../../transcript/index.ts";
import { neededBook } from "../needed-book.ts";
import { type ExtractTraits, newFacts, traitsByModel, traitsByWords } from "./extract-traits.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { dated, giveWay, stillHolds } from "./message-memory.ts";
import { isFromBefore, lastHeard, recalledBlock } from "./recall.ts";

export interface PlatoLtmOptions {
  /** Required. */
  book?: MemoryBook;
  /** Extracts: a call for each message, and one more where it must be mended. */
  model?: Model;
  extract?: ExtractTraits;
  nli?: Nli;
  /** A stored sentence of a higher cosine is said anew. */
  replaceAbove?: number;
  /** Least cosine of what is recalled, and of what the NLI looks at. */
  readFrom?: number;
  /** Recalled at once of each side. */
  most?: number;
  now?: () => Date;
}

/** Above this probability the NLI says that two sentences contradict each other. */
const CONTRADICTS = 0.5;

/** @throws UnsupportedError without a book. Its methods reject with what the book, the NLI and the model throw. */
export function platoLtm({
  book: given,
  model,
  extract = model ? traitsByModel(model) : traitsByWords(),
  nli,
  replaceAbove = 0.9,
  readFrom = 0.7,
  most = 5,
  now = () => new Date(),
}: PlatoLtmOptions = {}): Component {
  const book = neededBook("plato-ltm", given);

  /** The stored sentences that the new one takes the place of. */
  async function replacedBy(fact: Memory, signal?: AbortSignal): Promise<Memory[]> {
    const where = (memory: Memory): boolean =>
      memory.kind === "fact" && stillHolds(memory) && sameName(memory.about, fact.about);
    const near = await book.nearest(fact.text, { most, atLeast: Math.min(readFrom, replaceAbove), where, signal });
    const [nearest] = near;
    const replaced = nearest !== undefined && nearest.cosine > replaceAbove ? [nearest.memory] : [];
    if (nli === undefined) return replaced;
    const others = near.map(({ memory }) => memory).filter((memory) => !replaced.includes(memory));
    const pairs = others.map(({ text }) => ({ premise: fact.text, hypothesis: text }));
    const verdicts = pairs.length > 0 ? await nli.judge(pairs, signal) : [];
    return [...replaced, ...others.filter((_, i) => (verdicts[i]?.contradict ?? 0) > CONTRADICTS)];
  }

  return {
    name: "plato-ltm",
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const asked = lastHeard(view);
      if (asked === undefined) return [];
      const isBefore = isFromBefore(view);
      const side = async (isOwn: boolean): Promise<Memory[]> => {
        const where = (memory: Memory): boolean =>
          memory.kind === "fact" &&
          stillHolds(memory) &&
          isBefore(memory) &&
          sameName(memory.about, view.persona.name) === isOwn;
        const near = await book.nearest(asked.text, { most, atLeast: readFrom, where, signal });
        return near.map(({ memory }) => memory);
      };
      const memories = [...(await side(false)), ...(await side(true))];
      return recalledBlock({ memories, persona: view.persona, now: now() });
    },
    async observe(message, signal) {
      signal?.throwIfAborted();
      for (const fact of await newFacts({ book, extract }, dated(message, now), signal)) {
        const old = await replacedBy(fact, signal);
        await book.put(fact, signal);
        for (const memory of old) await giveWay(book, { old: memory, newer: fact }, signal);
      }
    },
  };
}
