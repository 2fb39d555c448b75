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
  /** Speaks before every turn of the actor, the opening aside. */
  user: Participant;
  actor: Participant;
  /** Said by the actor before all else, such as a greeting. */
  opening?: Line | undefined;
  /** Turns of the actor after the opening; at most, where `until` may end it before. */
  turns: number;
  /** Asked after every message: whether the conversation is over. */
  until?: (messages: readonly Message[]) => boolean;
  signal?: AbortSignal | undefined;
}

/**
 * A conversation: user and actor in turn, until the actor has had its turns or `until` says that it is over. Every message
 * keeps what its speaker says of it. Speakers that answer the same to the same history give the same transcript.
 *
 * @throws what a speaker throws, and the abort reason of `signal`.
 */
export async function conversation(options: ConversationOptions): Promise<Transcript> {
  const { session, user, actor, opening, turns, until = () => false, signal } = options;
  const messages = opening ? [messageOf(opening, { session, turn: 0, speaker: actor.name })] : [];
  const first = messages.length;
  while (messages.length < first + 2 * turns) {
    const { name, speak } = (messages.length - first) % 2 === 0 ? user : actor;
    signal?.throwIfAborted();
    messages.push(messageOf(await speak(messages, { signal }), { session, turn: messages.length, speaker: name }));
    if (until(messages)) break;
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
