import { type Dispatch, type RefObject, type SetStateAction, useCallback, useEffect, useRef, useState } from "react";
import { errorLine } from "../../api/client.ts";
import { beginSession, readSession, replyIn, type SessionSettings } from "../../api/sessions.ts";
import type { Message, Session } from "../../api/types.ts";
import { go, to } from "../../router.ts";

export interface Talk {
  /** null until something was said. */
  session: Session | null;
  messages: readonly Message[];
  /** Words of the reply that is on its way; null while there is none. */
  coming: string | null;
  /** What went wrong last; one line. */
  fault: string | null;
  isLoading: boolean;
  say(text: string): Promise<void>;
  /** Another reply to what was said last. */
  again(): Promise<void>;
  stop(): void;
}

export interface TalkOptions {
  persona: string;
  /** To go on with. */
  sessionId: string | undefined;
  /** Of a session that begins. */
  settings: SessionSettings;
}

/** What is known of the session that is shown, and its messages. */
interface Shown {
  session: Session | null;
  messages: readonly Message[];
}

const NOTHING: Shown = { session: null, messages: [] };

interface ShownSession {
  shown: Shown;
  setShown: Dispatch<SetStateAction<Shown>>;
  /** Id of the session that is shown: undefined for one that has not begun, null before any is. */
  held: RefObject<string | undefined | null>;
  fault: string | null;
  setFault(fault: string | null): void;
  isLoading: boolean;
  load(id: string, signal?: AbortSignal): Promise<void>;
}

/** The session of an id, as the server has it when the id is first given. */
function useSession(sessionId: string | undefined): ShownSession {
  const [shown, setShown] = useState<Shown>(NOTHING);
  const [fault, setFault] = useState<string | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  const held = useRef<string | undefined | null>(null);

  const load = useCallback(async (id: string, signal?: AbortSignal): Promise<void> => {
    const { messages, ...session } = await readSession(id, signal);
    if (held.current === id) setShown({ session, messages });
  }, []);

  useEffect(() => {
    if (held.current === sessionId) return;
    held.current = sessionId;
    setShown(NOTHING);
    setFault(null);
    if (sessionId === undefined) return;
    const asking = new AbortController();
    setIsLoading(true);
    load(sessionId, asking.signal)
      .catch((error: unknown) => !asking.signal.aborted && setFault(errorLine(error)))
      .finally(() => setIsLoading(false));
    return () => {
      asking.abort();
      held.current = null;
    };
  }, [sessionId, load]);
  return { shown, setShown, held, fault, setFault, isLoading, load };
}

/** A conversation with a persona: what was said, and the reply as it comes. */
export function useTalk({ persona, sessionId, settings }: TalkOptions): Talk {
  const { shown, setShown, held, fault, setFault, isLoading, load } = useSession(sessionId);
  const { session, messages } = shown;
  const [coming, setComing] = useState<string | null>(null);
  const answering = useRef<AbortController>(null);

  // Who goes to another conversation, or leaves, waits for no reply in this one.
  const id = session?.id;
  useEffect(() => {
    if (id !== undefined) return () => answering.current?.abort();
  }, [id]);

  /** A reply to what is no longer shown changes nothing here. */
  function change(id: string, messagesOf: (before: readonly Message[]) => readonly Message[]): void {
    setShown((before) => (before.session?.id === id ? { ...before, messages: messagesOf(before.messages) } : before));
  }

  async function answer(id: string, text?: string): Promise<void> {
    const mine = new AbortController();
    answering.current = mine;
    setComing("");
    try {
      const piece = (more: string): void => setComing((before) => (before ?? "") + more);
      const reply = await replyIn(id, { ...(text !== undefined && { text }), signal: mine.signal, piece });
      change(id, (before) => [...before.filter(({ turn }) => turn !== reply.turn), reply]);
    } catch (error) {
      if (!mine.signal.aborted) setFault(errorLine(error));
      // What was said may have been kept, or not: the server knows.
      if (held.current === id) await load(id);
    } finally {
      if (answering.current === mine) setComing(null);
    }
  }

  async function trying(work: () => Promise<void>): Promise<void> {
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(errorLine(error));
    }
  }

  return {
    session,
    messages,
    coming,
    fault,
    isLoading,
    stop: () => answering.current?.abort(),
    async again() {
      if (session !== null) await trying(() => answer(session.id));
    },
    say: (text) =>
      trying(async () => {
        const there = session ?? (await beginSession(persona, settings));
        if (session === null) {
          held.current = there.id;
          setShown({ session: there, messages: [] });
          go(to(["chat", persona], { session: there.id }), { replace: true });
        }
        change(there.id, (before) => [...before, { session: there.id, turn: before.length, speaker: "user", text }]);
        await answer(there.id, text);
      }),
  };
}
