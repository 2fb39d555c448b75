import { styleText } from "node:util";
import { chatSession, type ReplySettings } from "../../act/index.ts";
import { DramatisError, InputError, oneLine } from "../../core/index.ts";
import type { Environment, Meter, Price, RoleSettings } from "../../model/index.ts";
import { type LoadedPersona, readPersona } from "../../persona/index.ts";
import { CHAT_DEFAULTS } from "../defaults.ts";
import type { ActSettings, DramatisConfig } from "../open/config-file.ts";
import { type ChatLog, freeSession, openChatLog, sessionName, sessionPath } from "./chat-log.ts";
import { chatLoop } from "./chat-loop.ts";
import { chatMemory, endMemory } from "./chat-memory.ts";
import { type Chat, type ChatScreen, cancellable } from "./chat-turn.ts";
import { type OpenedAgent, openAgent } from "./open-agent.ts";

/** What `chat` takes where nothing is said. */
export interface ChatOptions {
  /** A persona file. */
  persona: string;
  screen: ChatScreen;
  /** Somebody types: there are commands, replies come as they are made, and faults do not end the chat. */
  interactive?: boolean;
  color?: boolean;
  /** Every message as JSON, one a line, in place of the replies. */
  json?: boolean | undefined;
  /** Keeps the conversation as it goes, and goes on where it stopped: a name (`chats/NAME.jsonl`) or a path. */
  session?: string | undefined;
  /** Go on with a session of another version of the persona. */
  force?: boolean | undefined;
  roles?: RoleSettings;
  /** Guards, strategy, components and memory, by name. */
  act?: ActSettings;
  /** What holds where `roles` and `act` say nothing; see `readConfig`. */
  config?: DramatisConfig;
  settings?: ReplySettings;
  seed?: number;
  env?: Environment;
  /** US dollars of this chat; what a session cost before does not count. */
  maxCost?: number | undefined;
  /** Of the models on a server, in US dollars per million tokens. */
  price?: Price | undefined;
  /** When a message is said. */
  now?: () => Date;
}

/**
 * A conversation with a persona, from its file to the last line.
 *
 * @throws InputError for files and options that cannot be used. @throws UnknownNameError for a part that is in no
 * catalogue. @throws UnsupportedError where there is no model that talks, or a part lacks what it needs. In a pipe it
 * throws also what a reply throws.
 */
export async function chat(options: ChatOptions): Promise<void> {
  const { screen, interactive = false, color = false, json = false, seed = CHAT_DEFAULTS.seed } = options;
  const { env = process.env, settings = {}, price, maxCost, now = () => new Date() } = options;
  const loaded = await readPersona(options.persona);
  const { persona } = loaded;
  // Only who types has /why, which asks a judge.
  const needs = new Set(interactive ? (["nli"] as const) : []);
  const { roles, act, config } = options;
  const opened = await openAgent({ persona, roles, act, config, needs, settings, seed, now, env, maxCost, price });
  const log = options.session === undefined ? undefined : openSession(options.session, loaded, options);
  // What is remembered says in which session it was said: those of a chat that remembers have names of their own.
  const name = `${sessionName(persona.name)}${opened.memory ? `-${now().toISOString().replace(/\W/g, "")}` : ""}`;
  const state: Chat = {
    session: chatSession({
      agent: opened.agent,
      session: log?.session ?? (interactive ? freeSession(name) : name),
      now,
      ...(log && { messages: log.messages }),
      ...(log && { keep: (message, replaces) => (replaces ? log.replaceLast(message) : log.append(message)) }),
    }),
    screen,
    voice: json ? "json" : interactive ? "live" : "lines",
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    nli: opened.nli,
    memory: opened.memory && chatMemory(opened.memory, opened.parts.components),
    keptIn: log?.path,
    saved: new Set(),
    told: new Set(),
  };
  if (interactive) greet(state, opened.actor);
  try {
    await chatLoop(state, { interactive });
  } finally {
    await settle(state, opened);
    const cost = costLine(opened.spending);
    if (cost !== undefined) screen.notice(cost);
  }
}

/** What was said last is taken in too. The chat is over: a fault is a notice. */
async function settle(state: Chat, { parts, memory }: OpenedAgent): Promise<void> {
  const { screen } = state;
  try {
    const finished = await cancellable(screen, async (signal) => {
      const { components, strategy } = parts;
      const lost = await endMemory(state, strategy ? [...components, strategy] : components, signal);
      for (const line of lost) screen.notice(`not remembered: ${line}`);
    });
    if (!finished) screen.notice("cancelled; what was said last is not remembered");
  } catch (error) {
    if (!(error instanceof DramatisError)) throw error;
    screen.notice(`not remembered: ${error.message}`);
  } finally {
    memory?.close();
  }
}

/** @throws InputError for a session of another version, unless it is forced. */
function openSession(
  nameOrPath: string,
  { version }: LoadedPersona,
  { screen, force = false }: Pick<ChatOptions, "screen" | "force">,
): ChatLog {
  const log = openChatLog(sessionPath(nameOrPath));
  if (log.mended) screen.notice(`${log.path}: the last line had been cut short and is gone`);
  const before = log.messages.findLast(({ personaVersion }) => personaVersion !== undefined)?.personaVersion;
  if (before === undefined || before === version) return log;
  if (!force) {
    throw new InputError({
      where: log.path,
      found: `a session with version ${before} of a persona, where this one is version ${version}`,
      expected: "the same version",
      fix: "add --force to go on all the same, or give another --session",
    });
  }
  screen.notice(`this session began with version ${before} of the persona; it goes on with ${version}`);
  return log;
}

const SHOWN = 4;

function greet({ session, screen, paint }: Chat, { id, card }: { id: string; card?: string }): void {
  const { messages, agent } = session;
  const name = oneLine(agent.persona.name);
  screen.notice(paint("dim", `Talking with ${name}, played by ${oneLine(id)}. /help lists the commands.`));
  if (card !== undefined) screen.notice(paint("dim", oneLine(card)));
  if (messages.length === 0) return;
  screen.notice(paint("dim", `Session ${oneLine(session.session)} goes on after ${messages.length} messages.`));
  for (const { speaker, text } of messages.slice(-SHOWN)) screen.notice(paint("dim", oneLine(`${speaker}: ${text}`)));
  if (session.lastReply === undefined) screen.notice(paint("dim", "The last line has no reply yet; /retry gives one."));
}

/** What the chat cost; undefined where nothing has a price. */
function costLine(spending: Meter): string | undefined {
  const { inputTokens, outputTokens, cost } = spending.usage();
  if (cost === undefined) return undefined;
  return `Cost: $${cost.toFixed(4)} (${inputTokens} tokens in, ${outputTokens} out)`;
}
