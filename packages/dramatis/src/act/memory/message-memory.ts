// Messages made into memories: with the time they were said at, an id that is theirs alone, and written once.
import { contentId, type Message } from "../../core/index.ts";
import type { Memory, MemorySource } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";

export type DatedMessage = Message & { at: string };

/** The message with the time it was said at; now, where it has none or one that is no date. */
export function dated(message: Message, now: () => Date): DatedMessage {
  const at = Date.parse(message.at ?? "");
  return { ...message, at: (Number.isNaN(at) ? now() : new Date(at)).toISOString() };
}

export function sourceOf({ session, turn, speaker, text }: Message): MemorySource {
  return { session, turn, speaker, quote: text };
}

export interface MessageMemory {
  kind: Memory["kind"];
  text: string;
  /** What it was made from; the last one says when. Not empty. */
  messages: readonly [DatedMessage, ...DatedMessage[]];
  /** 1 by default. */
  confidence?: number;
}

/**
 * A memory about the speaker of the first message. The same words of the same message make the same id, so a message
 * that is heard again makes nothing new.
 */
export function messageMemory({ kind, text, messages, confidence = 1 }: MessageMemory): Memory {
  const [first] = messages;
  const { at } = messages[messages.length - 1] as DatedMessage;
  const id = contentId({ kind, session: first.session, turn: first.turn, speaker: first.speaker, text });
  return { id, kind, text, about: first.speaker, sources: messages.map(sourceOf), saidAt: at, confidence };
}

/** Whether the book has not had it yet: neither as one that holds or held, nor made from words that were deleted. */
export async function isNew(book: MemoryBook, { id, sources }: Memory, signal?: AbortSignal): Promise<boolean> {
  if ((await book.all(signal)).some((memory) => memory.id === id)) return false;
  for (const source of sources) if (await book.wasDeleted(source)) return false;
  return true;
}

/** The default of `MemoryBook.nearest`, for rules that say more. */
export function stillHolds({ validUntil }: Memory): boolean {
  return validUntil === undefined;
}

/** Marks a memory as what held until a newer one was said. */
export async function giveWay(
  book: MemoryBook,
  { old, newer }: { old: Memory; newer: Pick<Memory, "id" | "saidAt"> },
  signal?: AbortSignal,
): Promise<void> {
  await book.put({ ...old, validUntil: newer.saidAt, replacedBy: newer.id }, signal);
}
