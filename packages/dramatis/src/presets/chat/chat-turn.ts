import type { ChatSession } from "../../act/index.ts";
import { cleanText, drain, type Message, type Nli, oneLine } from "../../core/index.ts";
import { evidenceOf, leftOutLines } from "../check/left-out.ts";
import type { ChatMemory } from "./chat-memory.ts";

/** Where a chat takes place: a terminal, a pipe, a test. */
export interface ChatScreen {
  /** The next line that was typed; undefined when there will be none. */
  line(): Promise<string | undefined>;
  /** What the persona says; nothing is added to it. */
  say(text: string): void;
  /** Something about the chat itself, without the line break at its end. */
  notice(text: string): void;
  /** Until the result is called, an interrupt cancels the work at hand in place of ending the chat. */
  whileWorking(cancel: () => void): () => void;
}

export type ChatStyle = "bold" | "dim" | "red" | "green";

/** What the loop and its commands work on. */
export interface Chat {
  session: ChatSession;
  screen: ChatScreen;
  /** Replies as they come, one a line, or every message as JSON, one a line. */
  voice: "live" | "lines" | "json";
  paint: (style: ChatStyle, text: string) => string;
  /** Opened when it is first asked for. */
  nli: () => Promise<Nli>;
  memory?: ChatMemory | undefined;
  /** File that the session is kept in as it goes. */
  keptIn?: string | undefined;
  /** Files that this chat has written. */
  saved: Set<string>;
  /** What was left out of prompts, or could not be kept, and has been said. */
  told: Set<string>;
}

/** Does it; false where an interrupt cancelled it. */
export async function cancellable(screen: ChatScreen, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const abort = new AbortController();
  const release = screen.whileWorking(() => abort.abort());
  try {
    await work(abort.signal);
    return true;
  } catch (error) {
    if (abort.signal.aborted && error === abort.signal.reason) return false;
    throw error;
  } finally {
    release();
  }
}

/** Has the persona answer, and says so; false where it was cancelled, which leaves the session as it was. */
export function answer(chat: Chat): Promise<boolean> {
  return cancellable(chat.screen, async (signal) => {
    const message = await (chat.voice === "live" ? speakLive(chat, signal) : drain(chat.session.answer(signal)));
    if (chat.voice === "lines") chat.screen.say(`${oneLine(message.text, Number.POSITIVE_INFINITY)}\n`);
    if (chat.voice === "json") sayJson(chat, message);
    noteLimits(chat, message);
  });
}

export function sayJson({ screen }: Chat, message: Message): void {
  screen.say(`${JSON.stringify(message)}\n`);
}

async function speakLive({ session, screen, paint }: Chat, signal: AbortSignal): Promise<Message> {
  const pieces = session.answer(signal);
  let isSpeaking = false;
  try {
    for (;;) {
      const step = await pieces.next();
      if (step.done) return step.value;
      if (!isSpeaking) screen.say(paint("bold", `${oneLine(session.agent.persona.name)}: `));
      isSpeaking = true;
      screen.say(cleanText(step.value));
    }
  } finally {
    if (isSpeaking) screen.say("\n");
  }
}

/** Says what had no room in the prompt or could not take part, each thing once, and whether the reply was cut off. */
function noteLimits({ screen, told }: Chat, message: Message): void {
  const { dropped = [], droppedTurns = 0, lost = [], finish } = evidenceOf(message) ?? {};
  const fresh = dropped.filter((path) => !told.has(path));
  for (const path of fresh) told.add(path);
  for (const line of leftOutLines(fresh)) screen.notice(line);
  if (droppedTurns > 0 && !told.has("history")) {
    told.add("history");
    screen.notice("the context is full; from now on the oldest turns are left out");
  }
  for (const line of lost) {
    // How many messages wait grows with every turn.
    const what = line.replace(/ \(\d+ not kept yet\)$/, "");
    if (!told.has(what)) screen.notice(line);
    told.add(what);
  }
  if (finish === "length") screen.notice("the reply was cut off; --max-tokens allows more");
  if (finish === "filter") screen.notice("the reply was cut off by the filter of the model's provider");
}
