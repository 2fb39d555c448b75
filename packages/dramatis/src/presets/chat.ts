import { styleText } from "node:util";
import { agent, chatSession, type ReplySettings } from "../act/index.ts";
import { InputError, type Nli, oneLine } from "../core/index.ts";
import {
  type Environment,
  type Meter,
  meter,
  openModel,
  openNli,
  type Price,
  type RoleSettings,
  resolveRoles,
} from "../model/index.ts";
import { type LoadedPersona, readPersona } from "../persona/index.ts";
import { type ChatLog, freeSession, openChatLog, sessionName, sessionPath } from "./chat-log.ts";
import { chatLoop } from "./chat-loop.ts";
import type { Chat, ChatScreen } from "./chat-turn.ts";
import { judgesAsked, refuseIdleJudge, refuseUnpriced } from "./open-judges.ts";

/** What `chat` takes where nothing is said. */
export const CHAT_DEFAULTS = { seed: 42 } as const;

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
  settings?: ReplySettings;
  seed?: number;
  env?: Environment;
  /** US dollars of this chat; what a session cost before does not count. */
  maxCost?: number | undefined;
  /** Of the models on a server, in US dollars per million tokens. */
  price?: Price | undefined;
}

/**
 * A conversation with a persona, from its file to the last line.
 *
 * @throws InputError for files and options that cannot be used. @throws UnsupportedError where there is no model that
 *   talks. In a pipe it throws also what a reply throws.
 */
export async function chat(options: ChatOptions): Promise<void> {
  const { screen, interactive = false, color = false, json = false, seed = CHAT_DEFAULTS.seed } = options;
  const { env = process.env, settings = {}, price, maxCost } = options;
  const loaded = await readPersona(options.persona);
  const { persona } = loaded;
  const roles = resolveRoles({ flags: options.roles ?? {}, env });
  const needs = new Set(["nli"] as const);
  refuseIdleJudge(options.roles ?? {}, roles, needs);
  // Only who types has /why, which asks a judge.
  refuseUnpriced([roles.actor, ...(interactive ? judgesAsked(roles, needs) : [])], maxCost, price);
  const spending = meter({ cap: maxCost });
  const shared = { env, price, meter: spending };
  const actor = await openModel(roles.actor, shared);
  const log = options.session === undefined ? undefined : openSession(options.session, loaded, options);
  const name = sessionName(persona.name);
  const session = chatSession({
    agent: agent(persona, { model: actor, settings, seed }),
    session: log?.session ?? (interactive ? freeSession(name) : name),
    ...(log && { messages: log.messages }),
    ...(log && { keep: (message, replaces) => (replaces ? log.replaceLast(message) : log.append(message)) }),
  });
  let nli: Nli | undefined;
  const state: Chat = {
    session,
    screen,
    voice: json ? "json" : interactive ? "live" : "lines",
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    nli: async () => {
      nli ??= await openNli(roles.nli, {
        ...shared,
        judge: () => openModel(roles.judge, { ...shared, role: "judge" }),
      });
      return nli;
    },
    keptIn: log?.path,
    saved: new Set(),
    told: new Set(),
  };
  if (interactive) greet(state, actor);
  try {
    await chatLoop(state, { interactive });
  } finally {
    const cost = costLine(spending);
    if (cost !== undefined) screen.notice(cost);
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
