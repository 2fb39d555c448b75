import { z } from "zod";
import type { MemoryStore, Message } from "../../../core/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { type Caller, mayReach } from "../caller.ts";

/** A conversation of one key with one version of a persona. */
export interface SessionHead {
  id: string;
  persona: string;
  version: string;
  /** Spec of the model; the configured one where absent. */
  model?: string | undefined;
  guards?: string[] | undefined;
  candidates?: number | undefined;
  memory: boolean;
  /** ISO 8601. */
  createdAt: string;
  /** Name of the key that began it. */
  by: string;
}

/** What is kept of sessions. A key finds its own and no other's. */
export interface SessionRecords {
  create(head: SessionHead): Promise<void>;
  /** Newest first. */
  list(caller: Caller): Promise<SessionHead[]>;
  /** @throws HttpFault 404, also for another key's */
  read(caller: Caller, id: string): Promise<{ head: SessionHead; messages: Message[] }>;
  /** In the place of the session's message of that turn. */
  keep(message: Message): Promise<void>;
  /** Nothing of it is left in the store. */
  delete(caller: Caller, id: string): Promise<void>;
}

const headSchema: z.ZodType<SessionHead> = z.object({
  id: z.string(),
  persona: z.string(),
  version: z.string(),
  model: z.string().optional(),
  guards: z.array(z.string()).optional(),
  candidates: z.number().optional(),
  memory: z.boolean(),
  createdAt: z.string(),
  by: z.string(),
});

const HEAD = "head";

/** No persona has a name with such a letter: its memories and these never meet. */
const APART = "\u0000";

/**
 * Sessions in a store of records. A `SessionStore` keeps what was appended for good; here a reply is made again in the
 * place of another, and a session can be deleted.
 */
export function sessionRecords(store: MemoryStore): SessionRecords {
  const own = (id: string): string => `${APART}session${APART}${id}`;
  const listOf = (key: string): string => `${APART}sessions${APART}${key}`;

  async function read(caller: Caller, id: string): Promise<{ head: SessionHead; messages: Message[] }> {
    let head: SessionHead | undefined;
    const messages: Message[] = [];
    for await (const { id: row, memory } of store.list(own(id))) {
      if (row === HEAD) head = headSchema.safeParse(memory).data;
      // Only these functions write here: what is under a turn is the message that was kept.
      else messages.push(memory as unknown as Message);
    }
    if (head?.by !== caller.key || !mayReach(caller, head.persona)) {
      throw new HttpFault(404, `no session ${JSON.stringify(id.slice(0, 80))} here`, { code: "session_not_found" });
    }
    return { head, messages: messages.sort((a, b) => a.turn - b.turn) };
  }

  return {
    read,
    async create(head) {
      await store.put(own(head.id), HEAD, { ...head });
      await store.put(listOf(head.by), head.id, { ...head });
    },
    async list(caller) {
      const heads: SessionHead[] = [];
      for await (const { memory } of store.list(listOf(caller.key))) {
        const head = headSchema.safeParse(memory).data;
        if (head && mayReach(caller, head.persona)) heads.push(head);
      }
      return heads.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },
    keep: (message) => store.put(own(message.session), `turn ${message.turn}`, { ...message }),
    async delete(caller, id) {
      const { head, messages } = await read(caller, id);
      // The head goes last: what could not be deleted can be asked for again.
      await Promise.all(messages.map(({ turn }) => store.delete(own(id), `turn ${turn}`)));
      await Promise.all([store.delete(own(id), HEAD), store.delete(listOf(head.by), id)]);
    },
  };
}
