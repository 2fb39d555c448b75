import type { Message, Transcript, Usage } from "../core/index.ts";

/** What somebody says, with what it was made from. */
export interface Line {
  text: string;
  personaVersion?: string;
  /** Id of the model that said it. */
  model?: string;
  usage?: Usage;
  evidence?: object;
}

/** Somebody in a conversation: says the next line to what was said so far. Rejects when the signal is aborted. */
export type Speaker = (history: readonly Message[], options: { signal?: AbortSignal | undefined }) => Promise<Line>;

export interface Participant {
  /** As it stands in the transcript; no two are alike. */
  name: string;
  speak: Speaker;
}

export interface ConversationOptions {
  session: string;
  /** Opens, and speaks before every turn of the actor. */
  user: Participant;
  actor: Participant;
  /** Turns of the actor. */
  turns: number;
  signal?: AbortSignal | undefined;
}

/**
 * A conversation: user and actor in turn, until the actor has had its turns. Every message keeps what its speaker says of
 * it. Speakers that answer the same to the same history give the same transcript.
 *
 * @throws what a speaker throws, and the abort reason of `signal`.
 */
export async function conversation({ session, user, actor, turns, signal }: ConversationOptions): Promise<Transcript> {
  const messages: Message[] = [];
  while (messages.length < 2 * turns) {
    const { name, speak } = messages.length % 2 === 0 ? user : actor;
    signal?.throwIfAborted();
    messages.push(messageOf(await speak(messages, { signal }), { session, turn: messages.length, speaker: name }));
  }
  return { session, messages };
}

function messageOf(line: Line, place: Pick<Message, "session" | "turn" | "speaker">): Message {
  const { text, personaVersion, model, usage, evidence } = line;
  return {
    ...place,
    text,
    ...(personaVersion !== undefined && { personaVersion }),
    ...(model !== undefined && { model }),
    ...(usage && { usage }),
    ...(evidence && { evidence: { ...evidence } }),
  };
}
