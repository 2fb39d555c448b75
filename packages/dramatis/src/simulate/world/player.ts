import type { z } from "zod";
import {
  type ChatMessage,
  contentId,
  type GenerateRequest,
  type Model,
  type Persona,
  roughTokens,
} from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import type { Line, Speaker } from "../conversation.ts";
import {
  knownTo,
  type MadeBy,
  presentAgents,
  type SceneAgent,
  type SceneEvent,
  type SceneWorld,
} from "./scene-world.ts";

/** Who plays an agent, or an office such as the narrator: a model, with a persona or without. */
export interface Player {
  /** As the agent is called in the world, or as the office is. */
  readonly name: string;
  readonly model: Model;
  readonly persona?: { persona: Persona; version: string };
  /** Says its lines in the open, where it talks otherwise than by a prompt: an agent with memory and guards. */
  readonly speak?: SceneSpeaker;
}

/** As `Speaker`; `brief` is all that the scene tells it beside what happened: its goal, the place, the cue. */
export type SceneSpeaker = (
  history: Parameters<Speaker>[0],
  options: Parameters<Speaker>[1] & { brief: string },
) => Promise<Line>;

/** By name of the agent or office. */
export type Cast = ReadonlyMap<string, Player>;

/** What a player is asked for. */
export interface Cue {
  /** What is to be done now, or how to speak; the last thing that it reads. */
  ask: string;
  /** What it is told beside its persona, the place and what it knows: its goal, its role in the method. */
  brief?: string;
  /** Tells calls of one player in one step apart, in their seeds. */
  call?: string;
  settings?: Pick<GenerateRequest, "temperature" | "topP" | "maxTokens" | "stop" | "repetitionPenalty">;
  signal?: AbortSignal | undefined;
}

/** What a player gave, with the call that it came from; `made` goes with the event. */
export interface Given<T> {
  value: T;
  made: MadeBy;
}

/**
 * The player's next words as a line of dialogue. To a model the lines that it knows of are the chat: its own are the
 * assistant's, those of others the user's.
 *
 * @throws what the model throws. @throws the signal's reason
 */
export async function speak(world: SceneWorld, player: Player, cue: Cue): Promise<Given<string>> {
  const { signal } = cue;
  signal?.throwIfAborted();
  const seed = seedOf(world, player.name, cue.call);
  if (player.speak) {
    const brief = joinedBrief(briefOf(world, { name: player.name, model: player.model }, cue), cue.ask);
    const line = await player.speak(heardBy(world, player.name), { signal, brief });
    const made = madeBy(player, seed);
    return { value: line.text.trim(), made: line.usage ? { ...made, usage: line.usage } : made };
  }
  const messages = chatOf(world, player, cue);
  const request = { messages: withinContext(messages, player.model, cue), seed, ...cue.settings };
  const { text, usage } = await player.model.generate(request, signal);
  return { value: withoutName(text, player.name), made: { ...madeBy(player, seed), usage } };
}

/**
 * The player's answer in words to a question about what it knows: a plan, a thought, a summary. To a model what it knows is
 * a log, and the question stands at the end.
 *
 * @throws what the model throws. @throws the signal's reason
 */
export async function tell(world: SceneWorld, player: Player, cue: Cue): Promise<Given<string>> {
  const { signal } = cue;
  signal?.throwIfAborted();
  const seed = seedOf(world, player.name, cue.call);
  const system: ChatMessage = { role: "system", content: briefOf(world, player, cue) };
  const used = tokensOf([system]) + roughTokens(`${SO_FAR}\n\n${cue.ask}`);
  const lines = newest(knownTo(world, player.name).map(lineOf), roomFor(player.model, cue) - used, roughTokens);
  const log = lines.length > 0 ? [SO_FAR, ...lines, ""] : [];
  const messages: ChatMessage[] = [system, { role: "user", content: [...log, cue.ask].join("\n") }];
  const { text, usage } = await player.model.generate({ messages, seed, ...cue.settings }, signal);
  return { value: text.trim(), made: { ...madeBy(player, seed), usage } };
}

/**
 * The player's answer as data, asked for once more where it cannot be read; then null, never a guess.
 *
 * @throws what the model throws. @throws the signal's reason
 */
export async function tellData<T>(
  world: SceneWorld,
  player: Player,
  { shape, ...cue }: Cue & { shape: z.ZodType<T> },
): Promise<Given<T | null>> {
  const { signal } = cue;
  signal?.throwIfAborted();
  const seed = seedOf(world, player.name, cue.call);
  const task = [briefOf(world, player, cue), cue.ask].join("\n\n");
  const lines = knownTo(world, player.name).map(lineOf);
  const question = {
    task,
    material: { happened: newest(lines, roomFor(player.model, cue) - roughTokens(task), roughTokens) },
    shape,
    seed,
    ...(cue.settings?.temperature !== undefined && { temperature: cue.settings.temperature }),
  };
  const value = await askJson(player.model, question, signal);
  return { value, made: madeBy(player, seed) };
}

/** A whole number below 2³¹, of the world's seed, the step, who is asked and for what. */
export function seedOf({ seed, step }: Pick<SceneWorld, "seed" | "step">, name: string, call: string = ""): number {
  return Number.parseInt(contentId([seed, step, name, call]).slice(0, 8), 16) & 0x7fffffff;
}

/** One event as a line of a log: `Ada: Good morning.`, `Ada (thinks): …`. */
export function lineOf({ actor, kind, text }: Pick<SceneEvent, "actor" | "kind" | "text">): string {
  const how = { thought: " (thinks)", action: " (does)", leave: " (leaves)", choice: " (chooses)" } as const;
  return `${actor}${kind in how ? how[kind as keyof typeof how] : ""}: ${text}`;
}

/** The lines said in the open that `name` may know of, as a conversation. */
export function linesOf(
  world: SceneWorld,
  name: string,
): { session: string; turn: number; speaker: string; text: string }[] {
  return knownTo(world, name)
    .filter(({ kind }) => kind === "speech")
    .map(({ actor, text }, turn) => ({ session: `scene-${world.seed}`, turn, speaker: actor, text }));
}

/** All that `name` heard and saw, its own thoughts left out, for a player that speaks by itself. */
function heardBy(world: SceneWorld, name: string): ReturnType<typeof linesOf> {
  return knownTo(world, name)
    .filter(({ kind, text }) => kind !== "thought" && kind !== "answer" && text !== "")
    .map((event, turn) => {
      const text = event.kind === "speech" ? event.text : lineOf(event);
      return { session: `scene-${world.seed}`, turn, speaker: event.actor, text };
    });
}

/** Persona, then what the method tells the player, then what it wants and hides, then the place. */
function briefOf(world: SceneWorld, { name, persona }: Player, { brief }: Cue): string {
  const own = world.agents.find((agent) => agent.name === name);
  const others = presentAgents(world).filter((agent) => agent.name !== name);
  const { time, location, description } = world.place;
  const place = [time, location, description].filter((part) => part !== undefined && part !== "").join(". ");
  return [
    persona && renderPersona(persona.persona).system,
    brief,
    own?.goal && `What you want: ${own.goal}`,
    own?.secret && `What nobody may learn of you: ${own.secret}`,
    place && `The scene: ${place}`,
    others.length > 0 && `Also there: ${named(others)}.`,
  ]
    .filter((part) => typeof part === "string" && part !== "")
    .join("\n\n");
}

/** Names in a prompt: those of a thousand would be most of it. */
const MOST_NAMED = 20;

function named(others: readonly SceneAgent[]): string {
  const names = others.slice(0, MOST_NAMED).map(({ name }) => name);
  return others.length > MOST_NAMED ? `${names.join(", ")} and ${others.length - MOST_NAMED} others` : names.join(", ");
}

function joinedBrief(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

function chatOf(world: SceneWorld, player: Player, cue: Cue): ChatMessage[] {
  const known = knownTo(world, player.name).filter(({ kind, text }) => kind !== "answer" && text !== "");
  const several = world.agents.length > 2;
  const chat = known.map((event): ChatMessage => {
    const isOwn = event.actor === player.name && event.kind === "speech";
    const isPlain = isOwn || (event.kind === "speech" && !several);
    return { role: isOwn ? "assistant" : "user", content: isPlain ? event.text : lineOf(event) };
  });
  return [{ role: "system", content: joinedBrief(briefOf(world, player, cue), cue.ask) }, ...joined(chat)];
}

/** Neighbours of one role as one message: many providers refuse two in a row. The last one is the user's. */
function joined(chat: readonly ChatMessage[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  for (const { role, content } of chat) {
    const last = messages.at(-1);
    if (last?.role === role) last.content += `\n${content}`;
    else messages.push({ role, content });
  }
  if (messages.at(-1)?.role !== "user") messages.push({ role: "user", content: "(It is your turn.)" });
  return messages;
}

/** Without the oldest turns that do not fit; the brief and the newest turn always stay. */
function withinContext([system, ...chat]: ChatMessage[], model: Model, cue: Cue): ChatMessage[] {
  const brief = system as ChatMessage;
  const last = chat.slice(-1);
  const room = roomFor(model, cue) - tokensOf([brief, ...last]);
  return [brief, ...newest(chat.slice(0, -1), room, ({ content }) => roughTokens(content)), ...last];
}

/** The newest of these, in order, that fit into so many tokens. */
function newest<T>(all: readonly T[], room: number, tokens: (one: T) => number): T[] {
  let from = all.length;
  for (let left = room; from > 0; from--) {
    left -= tokens(all[from - 1] as T);
    if (left < 0) break;
  }
  return all.slice(from);
}

/** Tokens that are left for the prompt; half of a context is the reply's at most. */
function roomFor({ contextTokens = Number.POSITIVE_INFINITY }: Model, { settings }: Cue): number {
  return contextTokens - Math.min(settings?.maxTokens ?? MOST_REPLY_TOKENS, contextTokens / 2);
}

const MOST_REPLY_TOKENS = 200;
const SO_FAR = "What happened so far:";

function tokensOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + roughTokens(content), 0);
}

function madeBy({ model, persona }: Player, seed: number): MadeBy {
  return { model: model.id, seed, ...(persona && { personaVersion: persona.version }) };
}

/** Models like to begin with the name of who speaks. */
function withoutName(text: string, name: string): string {
  const said = text.trim();
  return said.startsWith(`${name}:`) ? said.slice(name.length + 1).trim() : said;
}
