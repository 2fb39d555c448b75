import { randomInt } from "node:crypto";
import type { Agent, ReplySettings } from "../../act/index.ts";
import {
  type ChatMessage,
  type Component,
  drain,
  type GenerateRequest,
  type Generation,
  type Message,
  type Model,
  type Persona,
} from "../../core/index.ts";
import { remembers } from "../../presets/open/open-actor.ts";
import type { Parts } from "../../presets/open/open-parts.ts";
import { sameName } from "../../transcript/index.ts";
import type { PlayedBy } from "../api/house.ts";
import { noteTexts } from "../auth/request-scope.ts";
import type { Conversation } from "./conversations.ts";
import { speakerFor, ToolsAsked } from "./speaker-for.ts";

export interface PersonaModelOptions {
  persona: Persona;
  playedBy: PlayedBy;
  now: () => Date;
  /** Where the server keeps it; otherwise the caller's messages are all there is. */
  conversation?: Conversation | undefined;
}

type Pieces = AsyncGenerator<string, Generation, void>;

/** Of a conversation that the caller keeps, the parts of the agent hear so many messages. */
const HEARD = 20;

/**
 * A persona as a model that others can ask: each call is a turn of its agent. A system message of the caller's is a block of
 * the prompt, beside who the persona is and not in its place. Tools of the caller's are passed to the model behind it, and
 * its calls back. In a conversation that is kept, messages without an assistant's go on where it stopped; others are taken
 * for the whole of it.
 */
export function personaModel({ persona, playedBy, now, conversation }: PersonaModelOptions): Model {
  const { actor, act } = playedBy;
  const session = conversation?.session ?? "";
  const user = sameName(persona.name, "user") ? "partner" : "user";

  async function* speak(request: GenerateRequest, signal: AbortSignal | undefined, isLive: boolean): Pieces {
    const { system, turns, afterwards } = parted(request.messages);
    const { tools, stop, schema, seed = randomInt(2 ** 31) } = request;
    const passed = { ...(tools && { tools }), ...(stop && { stop }), ...(schema && { schema }), seed, afterwards };
    const speaker = speakerFor(actor.model, passed);
    const { agent, parts } = await actor.agentOf(persona, {
      seed: 0,
      settings: settingsOf(request),
      now,
      book: conversation ? conversation.book : remembers(act) ? await actor.freshBook(persona) : undefined,
      more: system === "" ? [] : [instructions(system)],
      speaker,
    });
    const at = now().toISOString();
    const message = ({ isOwn, text }: Turn, turn: number): Message => {
      return { session, turn, speaker: isOwn ? persona.name : user, text, at };
    };
    const fresh = turns.slice(turns.findLastIndex(({ isOwn }) => isOwn) + 1);
    const before = conversation?.messages ?? [];
    const begin = (before.at(-1)?.turn ?? -1) + 1;
    const said = fresh.map((turn, i) => message(turn, begin + i));
    const goesOn = conversation !== undefined && fresh.length === turns.length;
    const history = goesOn ? [...before, ...said] : turns.map((turn, i) => message(turn, i));
    await hear({ agent, parts, said, history, signal });
    let reply: Generation;
    try {
      reply = yield* isLive ? agent.stream(history, { signal }) : whole(agent, history, signal);
    } catch (error) {
      if (error instanceof ToolsAsked) return error.generation;
      throw error;
    }
    noteTexts({ asked: turns.at(-1)?.text ?? "", said: reply.text });
    await conversation?.keep([...said, message({ isOwn: true, text: reply.text }, begin + said.length)], parts);
    const { logprobs } = speaker.said.findLast(({ text }) => text.trim() === reply.text) ?? {};
    return { ...reply, ...(logprobs && { logprobs }) };
  }

  async function hear(heard: Hearing): Promise<void> {
    if (conversation) await conversation.resume(heard);
    else for (const message of heard.history.slice(-HEARD)) await heard.agent.observe(message, heard.signal);
  }

  const { contextTokens, callsTools } = actor.model;
  return {
    id: persona.name,
    ...(contextTokens !== undefined && { contextTokens }),
    ...(callsTools !== undefined && { callsTools }),
    generate: (request, signal) => drain(speak(request, signal, false)),
    stream: (request, signal) => speak(request, signal, true),
  };
}

interface Hearing {
  agent: Agent;
  parts: Parts;
  said: readonly Message[];
  history: readonly Message[];
  signal: AbortSignal | undefined;
}

async function* whole(agent: Agent, history: readonly Message[], signal: AbortSignal | undefined): Pieces {
  const reply = await agent.reply(history, { signal });
  yield reply.text;
  return reply;
}

interface Turn {
  isOwn: boolean;
  text: string;
}

/** What the agent is told as instructions, what it is told as the conversation, and what follows the turn it answers. */
function parted(messages: readonly ChatMessage[]): { system: string; turns: Turn[]; afterwards: ChatMessage[] } {
  const spoken = messages.filter(({ role }) => role !== "system");
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content.trim());
  const last = spoken.findLastIndex(({ role }) => role === "user");
  const rest = spoken.slice(last + 1);
  const isToolRound = rest.some(({ role, toolCalls }) => role === "tool" || toolCalls !== undefined);
  const turns = (isToolRound ? spoken.slice(0, last + 1) : spoken)
    // What came of earlier calls is in what was said after them.
    .filter(({ role, content }) => role !== "tool" && content !== "")
    .map(({ role, content }) => ({ isOwn: role === "assistant", text: content }));
  return { system: system.filter((text) => text !== "").join("\n\n"), turns, afterwards: isToolRound ? rest : [] };
}

function instructions(text: string): Component {
  return { name: "instructions", contribute: async () => [{ block: "INSTRUCTIONS", text, fields: [] }] };
}

function settingsOf(request: GenerateRequest): ReplySettings {
  const { temperature, topP, topK, minP, repetitionPenalty, maxTokens, topLogprobs } = request;
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(topK !== undefined && { topK }),
    ...(minP !== undefined && { minP }),
    ...(repetitionPenalty !== undefined && { repetitionPenalty }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(topLogprobs !== undefined && { topLogprobs }),
  };
}
