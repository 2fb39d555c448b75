import { z } from "zod";
import type { Component, Message } from "../../core/index.ts";
import { type DatedMessage, dated } from "./message-memory.ts";
import { savedState } from "./saved-state.ts";

/** What was said in one session: at least one message. */
export type ClosedSession = readonly [DatedMessage, ...DatedMessage[]];

export interface SessionLogOptions {
  /** Of the component, for errors. */
  name: string;
  now: () => Date;
  /** A longer silence than this many seconds is the end of a session. */
  gapSeconds?: number;
  /** Only so many of the last messages are kept. */
  most?: number;
  /** What is done with each message. Called again with the same one where it fails. */
  each?: (message: DatedMessage, signal?: AbortSignal) => Promise<void>;
  /** What is done with a session that is over. Called again with the same one where it fails. */
  atEnd: (session: ClosedSession, signal?: AbortSignal) => Promise<void>;
}

/** Hears messages, and says when a session is over: at a message of another session, or after a silence. */
export interface SessionLog {
  /** A message that was heard before in the session that goes on counts once. */
  hear(message: Message, signal?: AbortSignal): Promise<void>;
  /** The session is over now. */
  end(signal?: AbortSignal): Promise<void>;
  /** The session that goes on. */
  state: NonNullable<Component["state"]>;
}

/** A component that does part of its work when a session is over. */
export interface SessionComponent extends Component {
  /** Tells it that the session is over; otherwise the first message of the next session, or a long silence, does. */
  endSession(signal?: AbortSignal): Promise<void>;
}

const saved = z.array(
  z.object({ session: z.string(), turn: z.number().int(), speaker: z.string(), text: z.string(), at: z.string() }),
);

export function sessionLog({
  name,
  now,
  gapSeconds = Number.POSITIVE_INFINITY,
  most = 1000,
  each,
  atEnd,
}: SessionLogOptions): SessionLog {
  let heard: DatedMessage[] = [];

  async function end(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const [first, ...rest] = heard;
    if (first === undefined) return;
    await atEnd([first, ...rest], signal);
    heard = [];
  }

  return {
    async hear(message, signal) {
      signal?.throwIfAborted();
      const next = dated(message, now);
      const last = heard.at(-1);
      if (last !== undefined) {
        if (last.session === next.session && next.turn <= last.turn) return;
        const silence = (Date.parse(next.at) - Date.parse(last.at)) / 1000;
        if (last.session !== next.session || silence > gapSeconds) await end(signal);
      }
      await each?.(next, signal);
      const { session, turn, speaker, text, at } = next;
      heard = [...heard, { session, turn, speaker, text, at }].slice(-most);
    },
    end,
    state: {
      save: () => structuredClone(heard),
      load(given) {
        heard = savedState(name, saved, given);
      },
    },
  };
}
