/**
 * Recalls what is near to what was asked in meaning and in time, and says how long ago it was.
 *
 * After MTPChat and RealTalk, whose adaptive temporal module is trained: score = cos + γ exp(−|Δt| / τ), γ = .2, τ = 30
 * days, Δt the time that has passed since. Where what was asked names a time ("last summer", "three weeks ago", "in
 * May"), Δt is the distance to that time, 0 within it. Memories are the messages of more than small words, each with the
 * time it was said at; what has no time counts as the oldest. English time expressions, UTC.
 * Nothing said, or nothing remembered, contributes nothing.
 *
 * @paper 76, 86
 * @needs embed
 */
import type { Component } from "../../core/index.ts";
import { neededBook } from "../needed-book.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { dated, isNew, messageMemory, stillHolds } from "./message-memory.ts";
import { nouns } from "./nouns.ts";
import { isFromBefore, lastHeard, recalledBlock } from "./recall.ts";
import { type TimeSpan, timeExpression } from "./time-expressions.ts";

const DAY = 86_400_000;

export interface TimeScoreOptions {
  /** Weight of time: γ. */
  timeWeight?: number;
  /** Days after which time counts for 1/e: τ. */
  fadeDays?: number;
}

/**
 * Nearness in meaning and in time.
 *
 * @param near the cosine, when it was said (ISO 8601, or what is no date), and the time that was asked for
 */
export function timeScore(
  { cosine, saidAt, asked }: { cosine: number; saidAt: string; asked: TimeSpan },
  { timeWeight = 0.2, fadeDays = 30 }: TimeScoreOptions = {},
): number {
  const at = Date.parse(saidAt);
  const away = Number.isNaN(at) ? Number.POSITIVE_INFINITY : Math.max(asked.from - at, at - asked.to, 0);
  return cosine + timeWeight * Math.exp(-away / (fadeDays * DAY));
}

export interface TimeAwareOptions extends TimeScoreOptions {
  /** Required. */
  book?: MemoryBook;
  /** Recalled at once. */
  most?: number;
  now?: () => Date;
}

/** @throws UnsupportedError without a book. Its methods reject with what the book throws. */
export function timeAware({
  book: given,
  most = 5,
  now = () => new Date(),
  ...scoring
}: TimeAwareOptions = {}): Component {
  const book = neededBook("time-aware", given);
  return {
    name: "time-aware",
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const question = lastHeard(view);
      if (question === undefined) return [];
      const present = now();
      const asked = timeExpression(question.text, present) ?? { from: +present, to: +present };
      const isBefore = isFromBefore(view);
      const where = (memory: Memory): boolean => stillHolds(memory) && isBefore(memory);
      const near = await book.nearest(question.text, { most: Number.POSITIVE_INFINITY, where, signal });
      const memories = near
        .map(({ memory, cosine }) => ({ memory, score: timeScore({ cosine, saidAt: memory.saidAt, asked }, scoring) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, most)
        .map(({ memory }) => memory);
      return recalledBlock({ memories, persona: view.persona, now: present });
    },
    async observe(message, signal) {
      signal?.throwIfAborted();
      if (nouns(message.text).size === 0) return;
      const said = dated(message, now);
      const memory = messageMemory({ kind: "event", text: said.text, messages: [said] });
      if (await isNew(book, memory, signal)) await book.put(memory, signal);
    },
  };
}
