import { type Agent, type MemoryBook, memoryBook } from "../../act/index.ts";
import type { Message } from "../../core/index.ts";
import { remembers } from "../../presets/open/open-actor.ts";
import type { Parts } from "../../presets/open/open-parts.ts";
import type { Caller } from "../api/caller.ts";
import type { House, PlayedBy } from "../api/house.ts";
import { memoryBookOf } from "../api/talk/memory-books.ts";
import { HttpFault } from "../http-fault.ts";

/** A conversation that the server keeps, of one key with one persona. */
export interface Conversation {
  readonly session: string;
  /** In order: at most the last thousand. */
  readonly messages: readonly Message[];
  /** What the persona remembers of this user; undefined where it remembers nothing. */
  readonly book: MemoryBook | undefined;
  /** Has an agent go on where the last one stopped, and hear what was said since. */
  resume(heard: Heard): Promise<void>;
  /** Keeps what was said and answered, and how the parts of the agent stand. */
  keep(said: readonly Message[], parts: Parts): Promise<void>;
  /** Must be called at the end. */
  leave(): void;
}

export interface Heard {
  agent: Agent;
  parts: Parts;
  said: readonly Message[];
  signal: AbortSignal | undefined;
}

export interface EnterConversation {
  caller: Caller;
  persona: string;
  session: string;
  /** Whose memories are used: the end user that the caller names, or else whoever has the key. */
  user: string | undefined;
  playedBy: PlayedBy;
}

/** Conversations that are held ready; of others the messages are read again. */
const MOST_READY = 500;
const MOST_MESSAGES = 1000;
/** After a pause the parts of an agent hear this many messages again. */
const HEARD_AGAIN = 20;

interface Kept {
  messages: Message[];
  /** Not yet told to the parts of an agent. */
  unheard: Message[];
  states: Map<string, unknown>;
}

/** The conversations of a house over the OpenAI-compatible API. */
export class Conversations {
  readonly #house: House;
  readonly #ready = new Map<string, Kept>();
  readonly #books = new Map<string, MemoryBook>();
  readonly #busy = new Set<string>();

  constructor(house: House) {
    this.#house = house;
  }

  /** @throws HttpFault 409 while another reply is made in it: two would not know of each other */
  async enter({ caller, persona, session, user, playedBy }: EnterConversation): Promise<Conversation> {
    const name = JSON.stringify(["v1", caller.key, persona, session]);
    if (this.#busy.has(name)) {
      const message = `another reply is being made in the session ${JSON.stringify(session)}; wait for it`;
      throw new HttpFault(409, message, { code: "session_busy", headers: { "retry-after": "1" } });
    }
    this.#busy.add(name);
    try {
      const kept = await this.#keptAs(name);
      const book = remembers(playedBy.act) ? await this.#bookOf({ caller, persona, user }) : undefined;
      return {
        session,
        messages: kept.messages,
        book,
        resume: (heard) => resume(kept, heard),
        keep: async (said, parts) => {
          for (const message of said) await this.#house.store.sessions.append({ ...message, session: name });
          kept.messages = [...kept.messages, ...said].slice(-MOST_MESSAGES);
          kept.unheard = said.slice(-1);
          const all = parts.strategy ? [...parts.components, parts.strategy] : parts.components;
          kept.states = new Map(all.flatMap((part) => (part.state ? [[part.name, part.state.save()]] : [])));
        },
        leave: () => this.#busy.delete(name),
      };
    } catch (error) {
      this.#busy.delete(name);
      throw error;
    }
  }

  async #keptAs(name: string): Promise<Kept> {
    const known = this.#ready.get(name);
    const kept = known ?? { messages: await this.#read(name), unheard: [], states: new Map() };
    if (known === undefined) kept.unheard = kept.messages.slice(-HEARD_AGAIN);
    // The last to be used is the last to go.
    this.#ready.delete(name);
    this.#ready.set(name, kept);
    dropOldest(this.#ready, (one) => this.#busy.has(one));
    return kept;
  }

  async #read(name: string): Promise<Message[]> {
    let messages: Message[] = [];
    for await (const message of this.#house.store.sessions.read(name)) {
      messages.push(message);
      if (messages.length >= 2 * MOST_MESSAGES) messages = messages.slice(-MOST_MESSAGES);
    }
    return messages.slice(-MOST_MESSAGES);
  }

  /** All conversations of a user share one book: each would else know nothing of what another puts in. */
  async #bookOf({
    caller,
    persona,
    user,
  }: Pick<EnterConversation, "caller" | "persona" | "user">): Promise<MemoryBook> {
    if (user === undefined) return memoryBookOf(this.#house, caller, persona);
    const owner = JSON.stringify(["v1", caller.key, persona, user]);
    const embedder = await this.#house.embedder();
    const book = this.#books.get(owner) ?? memoryBook({ store: this.#house.store.memories, owner, embedder });
    this.#books.delete(owner);
    this.#books.set(owner, book);
    dropOldest(this.#books, () => false);
    return book;
  }
}

function dropOldest(ready: Map<string, unknown>, isNeeded: (name: string) => boolean): void {
  for (const name of ready.keys()) {
    if (ready.size <= MOST_READY) return;
    if (!isNeeded(name)) ready.delete(name);
  }
}

async function resume(kept: Kept, { agent, parts, said, signal }: Heard): Promise<void> {
  for (const part of parts.strategy ? [...parts.components, parts.strategy] : parts.components) {
    const state = kept.states.get(part.name);
    if (state !== undefined) part.state?.load(state);
  }
  for (const message of [...kept.unheard, ...said]) await agent.observe(message, signal);
}
