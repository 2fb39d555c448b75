// One memory for each thing that a person says of themselves, and one rule for two that contradict each other.
import type { Nli } from "../../core/index.ts";
import { isAboutNow, type StatedFact, sameName } from "../../transcript/index.ts";
import { wordsKey } from "../guards/meet-premises.ts";
import { type ContradictionBounds, contradicted } from "./contradictions.ts";
import type { Memory, MemorySource } from "./memory.ts";
import type { MemoryBook, NearMemory } from "./memory-book.ts";
import { stillHolds } from "./message-memory.ts";
import { namedStart } from "./named-start.ts";
import { sourceKey } from "./source-key.ts";
import { sharedTopics } from "./topics.ts";

/** For each that is judged, so many of the nearest are looked at for one that is about the same. */
const LOOKED_AT = 5;

export interface FactKeeperOptions extends ContradictionBounds {
  book: MemoryBook;
  nli: Nli;
}

/**
 * Puts a person's new statement about themselves into the book, with the older ones that it changes: these first, so that
 * what is cut off in between is done again. One embedding, and at most 2 · `neighbours` pairs of NLI in one call.
 */
export function factKeeper({
  book,
  nli,
  neighbours,
  relatedAt,
  contradictAt,
}: FactKeeperOptions): (fact: Memory, signal?: AbortSignal) => Promise<void> {
  async function settled(fact: Memory, signal?: AbortSignal): Promise<Memory[]> {
    const where = (memory: Memory): boolean =>
      memory.kind === "fact" && stillHolds(memory) && sameName(memory.about, fact.about);
    // Who says two things in one breath means both.
    const isOfOneMessage = ({ sources }: Memory): boolean =>
      sources.some(({ session, turn }) => fact.sources.some((own) => own.session === session && own.turn === turn));
    const near = await book.nearest(fact.text, { most: LOOKED_AT * neighbours, where, signal });
    const same = near.find(({ memory }) => bareWords(memory.text) === bareWords(fact.text));
    if (same !== undefined) return [saidAgain(same.memory, fact)];
    const isRival = ({ memory: { text }, cosine }: NearMemory): boolean =>
      isAboutNow(text) && (cosine >= relatedAt || sharedTopics(text, fact.text) > 0);
    const rivals = isAboutNow(fact.text) ? near.filter((one) => isRival(one) && !isOfOneMessage(one.memory)) : [];
    const among = rivals.slice(0, neighbours).map(({ memory }) => memory);
    const textOf = ({ text }: Memory): string => text;
    return resolved(fact, await contradicted(nli, { text: fact.text, among, textOf, contradictAt }, signal));
  }

  return async (fact, signal) => {
    for (const memory of await settled(fact, signal)) await book.put(memory, signal);
  };
}

/** Two texts with the same ones say the same, whatever their case, spacing and last mark. */
export function bareWords(text: string): string {
  return wordsKey(text).replace(/[\s.!。！]+$/u, "");
}

/** Not in the book yet. */
export function factFrom({ text, confidence }: StatedFact, source: MemorySource, saidAt: string): Memory {
  const validFrom = namedStart(text, new Date(saidAt));
  return {
    id: sourceKey(source),
    kind: "fact",
    text,
    about: source.speaker,
    sources: [source],
    saidAt,
    ...(validFrom !== undefined && { validFrom }),
    confidence,
  };
}

/** The same words once more: one memory, said last when it was said last, and holding since the first time. */
function saidAgain(memory: Memory, again: Memory): Memory {
  const [first, last] = isBefore(again, memory) ? [again, memory] : [memory, again];
  const validFrom = memory.validFrom ?? again.validFrom ?? first.saidAt;
  return { ...memory, sources: [...memory.sources, ...again.sources], saidAt: last.saidAt, validFrom };
}

/**
 * The rule: of two statements of a person about themselves that contradict each other the newer wins, and the older holds
 * until the newer does. Newer is what was said later, whichever was heard first.
 */
function resolved(fact: Memory, others: readonly Memory[]): Memory[] {
  const older = others.filter((other) => !isBefore(fact, other));
  const [newer] = others.filter((other) => isBefore(fact, other)).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return [...older.map((other) => ended(other, fact)), newer === undefined ? fact : ended(fact, newer)];
}

function ended(older: Memory, newer: Memory): Memory {
  const from = newer.validFrom;
  const isAfter = from !== undefined && Date.parse(from) > Date.parse(older.saidAt);
  return { ...older, validUntil: isAfter ? from : newer.saidAt, replacedBy: newer.id };
}

function isBefore(a: Memory, b: Memory): boolean {
  return Date.parse(a.saidAt) < Date.parse(b.saidAt);
}
