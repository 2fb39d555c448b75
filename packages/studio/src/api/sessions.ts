import { call, callForBlob, callForEvents, path } from "./client.ts";
import type { Memory, Message, Session } from "./types.ts";

/** How a conversation is to be held; what is absent is as the server is configured. */
export interface SessionSettings {
  version?: string | undefined;
  model?: string | undefined;
  guards?: string[] | undefined;
  /** Replies drawn for the guards. */
  candidates?: number | undefined;
  memory?: boolean | undefined;
}

export async function beginSession(persona: string, settings: SessionSettings): Promise<Session> {
  return call("/api/sessions", { method: "POST", body: { persona, ...settings } });
}

export async function listSessions(persona: string, signal?: AbortSignal): Promise<Session[]> {
  return (await call<{ sessions: Session[] }>("/api/sessions", { query: { persona }, signal })).sessions;
}

export async function readSession(id: string, signal?: AbortSignal): Promise<Session & { messages: Message[] }> {
  return call(path`/api/sessions/${id}`, { signal });
}

export async function removeSession(id: string): Promise<void> {
  await call(path`/api/sessions/${id}`, { method: "DELETE" });
}

export interface Listening {
  signal: AbortSignal;
  /** The next words. */
  piece(text: string): void;
}

/** The reply to what is said; without `text` another one to what was said last. @throws ApiError where the stream ends without one */
export async function replyIn(
  session: string,
  { text, signal, piece }: Listening & { text?: string },
): Promise<Message> {
  const where =
    text === undefined ? path`/api/sessions/${session}/regenerate` : path`/api/sessions/${session}/messages`;
  const body = text === undefined ? {} : { text };
  for await (const { event, data } of callForEvents(where, { method: "POST", body, signal })) {
    if (event === "piece") piece((data as { text: string }).text);
    if (event === "message") return data as Message;
  }
  throw new Error("The stream ended before the reply was whole");
}

export interface Rating {
  turn: number;
  preferred: string;
  over: string;
  why?: string | undefined;
}

/** Keeps one reply as better than another: a line of data for training. */
export async function rate(session: string, rating: Rating): Promise<void> {
  await call(path`/api/sessions/${session}/ratings`, { method: "POST", body: rating });
}

export interface Side {
  persona: string;
  version?: string | undefined;
  model?: string | undefined;
}

export type SideEvent =
  | { kind: "piece"; side: number; text: string }
  | { kind: "message"; side: number; message: Message }
  | { kind: "error"; side: number; message: string };

/** The same message to two sides at once, as their words come. */
export async function* compareSides(asked: {
  text: string;
  history: readonly { speaker: string; text: string }[];
  sides: readonly Side[];
  signal: AbortSignal;
}): AsyncGenerator<SideEvent, void, void> {
  const { signal, ...body } = asked;
  for await (const { event, data } of callForEvents("/api/compare", { method: "POST", body, signal })) {
    if (event === "piece" || event === "message" || event === "error") {
      yield { kind: event, ...(data as object) } as SideEvent;
    }
  }
}

/** What one side said, with who said it. */
export interface SaidBySide extends Side {
  text: string;
}

/** Keeps what one side said as better than what the other did, to the same: a line of data for training. */
export async function prefer(pair: {
  text: string;
  history: readonly { speaker: string; text: string }[];
  preferred: SaidBySide;
  over: SaidBySide;
}): Promise<void> {
  await call("/api/preferences", { method: "POST", body: pair });
}

export async function listMemories(persona: string, signal?: AbortSignal): Promise<Memory[]> {
  return (await call<{ memories: Memory[] }>(path`/api/memories/${persona}`, { signal })).memories;
}

export async function editMemory(persona: string, id: string, text: string): Promise<void> {
  await call(path`/api/memories/${persona}/${id}`, { method: "PATCH", body: { text } });
}

export async function removeMemory(persona: string, id: string): Promise<void> {
  await call(path`/api/memories/${persona}/${id}`, { method: "DELETE" });
}

/** Takes away all that the persona remembers of somebody; `mentions` still have the name. */
export async function forgetPerson(
  persona: string,
  person: string,
): Promise<{ forgotten: Memory[]; mentions: Memory[] }> {
  return call(path`/api/memories/${persona}/forget`, { method: "POST", body: { person } });
}

/** Longest text that the server speaks. */
const MOST_SPOKEN = 1000;

/** A text in the persona's voice, of whatever kind of sound the server has. @throws ApiError 501 where it has no voice */
export async function voiceOf(persona: string, text: string, signal?: AbortSignal): Promise<Blob> {
  const body = { text: text.slice(0, MOST_SPOKEN) };
  return callForBlob(path`/api/personas/${persona}/voice`, { method: "POST", body, signal });
}
