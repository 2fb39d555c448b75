import { randomUUID } from "node:crypto";
import { type ChatSession, chatSession, type MemoryBook } from "../../../act/index.ts";
import type { Message, Persona } from "../../../core/index.ts";
import { CHAT_DEFAULTS } from "../../../presets/defaults.ts";
import { type OpenedActor, remembers } from "../../../presets/open/open-actor.ts";
import { HttpFault } from "../../http-fault.ts";
import type { ApiEvent } from "../api-route.ts";
import type { Caller } from "../caller.ts";
import type { House } from "../house.ts";
import { reachPersona } from "../reach-persona.ts";
import { memoryBookOf } from "./memory-books.ts";
import { failed, pieceEvents } from "./piece-events.ts";
import { shownTo, withEvidence } from "./reply-evidence.ts";
import { type SessionHead, type SessionRecords, sessionRecords } from "./session-records.ts";

/** A session with its agent, ready to go on. */
interface Talk {
  session: ChatSession;
  persona: Persona;
  actor: OpenedActor;
  book: MemoryBook | undefined;
  isBusy: boolean;
}

/** What a session's agent is made with. */
type Played = Pick<SessionHead, "model" | "guards" | "candidates"> & { memory?: boolean | undefined };

export interface BeginTalk extends Played {
  persona: string;
  /** The newest by default. */
  version?: string | undefined;
}

/** The sessions of a house. */
export interface Talks {
  readonly records: SessionRecords;
  /** Gives it with what was not said as it is configured. @throws what the parts of an agent throw that cannot be made so */
  begin(asked: BeginTalk, caller: Caller): Promise<SessionHead>;
  /**
   * The persona's reply in pieces, then as a message: to what is said, or, without that, another to what was said last.
   *
   * @throws HttpFault 404, or 409 while another reply is made, or where there is nothing to reply to
   */
  reply(asked: { caller: Caller; id: string; text?: string; signal: AbortSignal }): Promise<AsyncIterable<ApiEvent>>;
  /** @throws HttpFault 404, or 409 while a reply is made that would be kept */
  delete(caller: Caller, id: string): Promise<void>;
}

/** Agents that are held ready; of others the conversation is read, and heard by the memory, again. */
const MOST_READY = 200;

const known = new WeakMap<House, Talks>();

/** The same for all who ask for a house's. */
export function talksOf(house: House): Talks {
  const talks = known.get(house) ?? openTalks(house);
  known.set(house, talks);
  return talks;
}

function openTalks(house: House): Talks {
  const records = sessionRecords(house.store.memories);
  const ready = new Map<string, Talk>();

  async function talkOf(head: SessionHead, messages: readonly Message[], caller: Caller): Promise<Talk> {
    const there = ready.get(head.id);
    if (there) {
      // The last to be used is the last to go.
      ready.delete(head.id);
      ready.set(head.id, there);
      return there;
    }
    const made = await makeTalk(house, { head, messages, caller });
    const meanwhile = ready.get(head.id);
    if (meanwhile) return meanwhile;
    ready.set(head.id, made);
    for (const [id, { isBusy }] of ready) {
      if (ready.size > MOST_READY && !isBusy) ready.delete(id);
    }
    return made;
  }

  return {
    records,
    async begin({ persona: name, version: asked, ...played }, caller) {
      const { persona, version } = await reachPersona(house, { caller, name, version: asked });
      const made = { id: randomUUID(), createdAt: house.now().toISOString(), by: caller.key };
      const begun = { ...played, ...made, persona: persona.name, version };
      const talk = await makeTalk(house, { head: begun, messages: [], caller });
      const head: SessionHead = { ...begun, memory: talk.book !== undefined };
      await records.create(head);
      ready.set(head.id, talk);
      return head;
    },
    async reply({ caller, id, text, signal }) {
      const { head, messages } = await records.read(caller, id);
      if (text === undefined && messages.length === 0) {
        throw new HttpFault(409, "nothing was said yet; expected a message first", { code: "nothing_said" });
      }
      const talk = await talkOf(head, messages, caller);
      if (talk.isBusy) throw busy();
      const keep = async (message: Message): Promise<void> => {
        try {
          await records.keep(message);
        } catch (error) {
          // What is held ready is no longer what is kept: it is read anew.
          ready.delete(id);
          throw error;
        }
      };
      const before = text === undefined ? messages.at(-1) : undefined;
      return replyEvents(talk, { text, before, keep, caller, signal });
    },
    async delete(caller, id) {
      await records.read(caller, id);
      if (ready.get(id)?.isBusy) throw busy();
      await records.delete(caller, id);
      ready.delete(id);
    },
  };
}

async function makeTalk(
  house: House,
  {
    head,
    messages,
    caller,
  }: { head: Omit<SessionHead, "memory"> & Played; messages: readonly Message[]; caller: Caller },
): Promise<Talk> {
  const { persona } = await reachPersona(house, { caller, name: head.persona, version: head.version });
  const { actor, book, agent } = await playedBy(house, { persona, played: head, caller });
  const session = chatSession({ agent, session: head.id, messages, now: () => house.now() });
  return { session, persona, actor, book, isBusy: false };
}

/** An agent for a persona, with who plays it and what it remembers in. */
export async function playedBy(
  house: House,
  { persona, played, caller }: { persona: Persona; played: Played; caller: Caller },
): Promise<Pick<Talk, "actor" | "book"> & Awaited<ReturnType<OpenedActor["agentOf"]>>> {
  const { model, guards, candidates, memory } = played;
  const { actor, act } = await house.actor(persona, { model, act: { guards, candidates, memory } });
  const book = remembers(act) ? await memoryBookOf(house, caller, persona.name) : undefined;
  const made = await actor.agentOf(persona, { seed: CHAT_DEFAULTS.seed, now: () => house.now(), book });
  return { actor, book, ...made };
}

interface ReplyAsked {
  text: string | undefined;
  /** The message in whose place the reply comes, where it is the persona's. */
  before: Message | undefined;
  keep: (message: Message) => Promise<void>;
  caller: Caller;
  signal: AbortSignal;
}

/**
 * What goes wrong is the last event. What was said is kept either way.
 *
 * @throws what an aborted signal made of it
 */
async function* replyEvents(talk: Talk, asked: ReplyAsked): AsyncGenerator<ApiEvent, void, void> {
  const { text, before, keep, caller, signal } = asked;
  const { session, persona, actor, book } = talk;
  if (talk.isBusy) {
    yield failed(busy());
    return;
  }
  talk.isBusy = true;
  try {
    if (text !== undefined) await keep(session.hear(text));
    const replaced = session.lastReply !== undefined && before ? before : undefined;
    const said = withAlternatives(yield* pieceEvents(session.answer(signal)), replaced);
    await keep(said);
    const message = await withEvidence(said, { persona, nli: actor.nli, book, signal });
    await keep(message);
    yield { event: "message", data: shownTo(caller, message) };
  } catch (error) {
    if (signal.aborted) throw error;
    yield failed(error);
  } finally {
    talk.isBusy = false;
  }
}

/** What was said before in the place of a reply is kept with it. */
function withAlternatives(reply: Message, replaced: Message | undefined): Message {
  if (replaced === undefined) return reply;
  const others = [...(replaced.alternatives ?? []), replaced.text];
  return { ...reply, alternatives: [...new Set(others)].filter((text) => text !== reply.text) };
}

function busy(): HttpFault {
  return new HttpFault(409, "another reply is being made in this session; wait for it", { code: "session_busy" });
}
