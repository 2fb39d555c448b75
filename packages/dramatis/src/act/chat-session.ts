import type { Message } from "../core/index.ts";
import { sameName } from "../transcript/index.ts";
import { type Agent, nextTurn } from "./agent.ts";

export interface ChatSessionOptions {
  agent: Agent;
  /** Name of the session. */
  session: string;
  /** What was said before. */
  messages?: readonly Message[];
  /**
   * Given each message before the session has it, so that nothing is said that is not kept. `replaces` is true where it
   * takes the place of the last one.
   */
  keep?: (message: Message, replaces: boolean) => void;
  /** When a message is said; by default messages do not tell. */
  now?: () => Date;
}

/** A conversation of one user with one agent. */
export interface ChatSession {
  readonly session: string;
  readonly agent: Agent;
  /** In order. */
  readonly messages: readonly Message[];
  /** The last message, where it is the persona's. */
  readonly lastReply: Message | undefined;
  /** The user says something. What components could not keep of a message is in the evidence of the next reply, as `lost`. */
  hear(text: string): Message;
  /**
   * The persona answers: pieces of text as they come, then the message. Where the last message is its own already, or a
   * reply to the same was cancelled, this is another attempt. The old reply goes only when the new one is there.
   *
   * @throws what the agent throws; the messages are then as they were.
   */
  answer(signal?: AbortSignal): AsyncGenerator<string, Message, void>;
  /** Tells the agent's components of what was said last, which a next turn would have told them. Gives what they lost. */
  settle(signal?: AbortSignal): Promise<string[]>;
}

/** Starts a conversation, or goes on with one. */
export function chatSession({ agent, session, messages: before = [], keep, now }: ChatSessionOptions): ChatSession {
  const { name } = agent.persona;
  const user = sameName(name, "user") ? "partner" : "user";
  const messages = [...before];
  const own = (): Message | undefined => {
    const last = messages.at(-1);
    return last !== undefined && sameName(last.speaker, name) ? last : undefined;
  };
  let attempt = attemptsOf(own());
  let observed = 0;

  const stamp = (): Pick<Message, "at"> => (now ? { at: now().toISOString() } : {});

  /** What could not be kept, by the component and why. */
  async function observe(settled: readonly Message[], signal?: AbortSignal): Promise<string[]> {
    const lost: string[] = [];
    for (const message of settled.slice(observed)) {
      lost.push(...(await agent.observe(message, signal)));
      observed++;
    }
    return lost;
  }

  return {
    session,
    agent,
    settle: (signal) => observe(messages, signal),
    messages,
    get lastReply() {
      return own();
    },
    hear: (text) => {
      const message = { session, turn: nextTurn(messages), speaker: user, text, ...stamp() };
      keep?.(message, false);
      messages.push(message);
      attempt = 0;
      return message;
    },
    async *answer(signal) {
      const replaces = own() !== undefined;
      const history = replaces ? messages.slice(0, -1) : messages.slice();
      const lost = await observe(history, signal);
      const { text, usage, finish, model, personaVersion, evidence } = yield* agent.stream(history, {
        signal,
        attempt: attempt++,
      });
      const message: Message = {
        session,
        turn: nextTurn(history),
        speaker: name,
        text,
        ...stamp(),
        personaVersion,
        model,
        usage,
        evidence: { ...evidence, ...(lost.length > 0 && { lost: [...lost, ...(evidence.lost ?? [])] }), finish },
      };
      keep?.(message, replaces);
      messages.splice(history.length, 1, message);
      return message;
    },
  };
}

/** How many replies there were to what the last message answers, as its evidence says. */
function attemptsOf(reply: Message | undefined): number {
  if (reply === undefined) return 0;
  const made = reply.evidence?.attempt;
  return typeof made === "number" && Number.isSafeInteger(made) && made >= 0 ? made + 1 : 1;
}
