import {
  type ChatMessage,
  type Component,
  contentId,
  drain,
  type GenerateRequest,
  type Generation,
  type Guard,
  InputError,
  type Message,
  type Model,
  ModelError,
  type Persona,
  random,
  type Usage,
} from "../core/index.ts";
import { personaVersion as versionOf } from "../persona/index.ts";
import { addUsage } from "./add-usage.ts";
import { type AgentPrompt, agentPrompt, type PromptEvidence } from "./agent-prompt.ts";
import { type Draw, type DrawnReply, readReply } from "./draw-reply.ts";
import { gatherContributions, observers } from "./gather-contributions.ts";
import { type EarlyGuard, type GuardEvidence, guardedReply } from "./guarded-reply.ts";
import type { Strategy } from "./strategy.ts";
import { generateWithTools, type Tool, type ToolEvidence } from "./tool-rounds.ts";

/** How replies are drawn; what a model does not know, it ignores. */
export type ReplySettings = Pick<
  GenerateRequest,
  "temperature" | "topP" | "topK" | "minP" | "repetitionPenalty" | "maxTokens" | "topLogprobs"
>;

/** Short replies, a little tamed: what a small model needs. */
export const REPLY_SETTINGS: Required<Pick<ReplySettings, "temperature" | "topP" | "repetitionPenalty" | "maxTokens">> =
  { temperature: 0.7, topP: 0.9, repetitionPenalty: 1.1, maxTokens: 80 };

export interface AgentOptions {
  model: Model;
  /** Parts that add to the prompt, in order. */
  components?: readonly Component[];
  /** How a turn is asked for; by default the whole persona, then the history. */
  strategy?: Strategy;
  /** The first chooses among candidates; each further one is given what the one before it took, and may mend it. */
  guards?: readonly (Guard & Partial<EarlyGuard>)[];
  /** Replies drawn for the guards, at least one; fewer where the first guard accepts the first. Nothing without a guard. */
  candidates?: number;
  /** What the persona can do or look up; needs a model that calls tools. */
  tools?: readonly Tool[];
  /** Over `REPLY_SETTINGS`. `maxTokens` is at most half of the model's context. */
  settings?: ReplySettings;
  /** With the turn and the attempt it makes the seed of each reply. */
  seed?: number;
  /** By default an estimate, rather too high than too low. */
  countTokens?: (text: string) => number;
}

export interface ReplyOptions {
  signal?: AbortSignal | undefined;
  /** 0 for the first reply to this history; 1, 2 … for others to the same, each with a seed of its own. */
  attempt?: number;
}

/** What a reply was made from. Beside these it has what the strategy keeps of it, such as a thought. */
export interface ReplyEvidence extends PromptEvidence {
  attempt: number;
  /** Of the call that gave the text. */
  seed: number;
  /** What each guard chose from, and why. */
  guards?: GuardEvidence[];
  /** Calls of tools, in order. */
  tools?: ToolEvidence[];
  /** Components that could not take part because their store failed, each with why. */
  lost?: string[];
}

export interface Reply {
  /** Never blank. */
  text: string;
  /** "length" where `maxTokens` or the context cut it off, "filter" where the model's provider did. */
  finish: Generation["finish"];
  /** Of every call that the reply took. */
  usage: Usage;
  /** Id of the model. */
  model: string;
  personaVersion: string;
  evidence: ReplyEvidence;
}

/** One persona that talks. The history is the caller's; what an agent keeps between replies its components keep. */
export interface Agent {
  readonly persona: Persona;
  readonly personaVersion: string;
  /**
   * What the persona says next. Turns of the speaker with the persona's name are its own, all others are the user's.
   * Equal histories, attempts and seeds make equal requests.
   *
   * @throws InputError when the last message and what may not be dropped of the persona exceed the model's context.
   * @throws ModelError when a call fails, or the model says nothing twice, or in any candidate. @throws the
   * signal's reason.
   * @throws what components, strategy and guards throw, such as UnsupportedError where one lacks a judge; but for
   * StoreError: the reply is then made without that component, and says so.
   */
  reply(history: readonly Message[], options?: ReplyOptions): Promise<Reply>;
  /**
   * As `reply`, with the pieces of the text as they come; a model that cannot stream gives it in one, and so do guards,
   * tools and a strategy that reads, which must have heard the end.
   */
  stream(history: readonly Message[], options?: ReplyOptions): AsyncGenerator<string, Reply, void>;
  /**
   * Tells every component of a message after it was said; the same message object counts once. Gives a line for each
   * component whose store could not take it: it is told again with the next message.
   */
  observe(message: Message, signal?: AbortSignal): Promise<string[]>;
}

/**
 * An agent that talks as the persona. At most three fifths of the model's context, less the reply, are the persona's and
 * the components'; the history has the rest, and its oldest turns go first.
 */
export function agent(
  persona: Persona,
  {
    model,
    components = [],
    strategy,
    guards = [],
    candidates = 5,
    tools = [],
    settings = {},
    seed = 0,
    countTokens,
  }: AgentOptions,
): Agent {
  if (!Number.isInteger(candidates) || candidates < 1) {
    throw new InputError({ where: "candidates", found: String(candidates), expected: "a whole number from 1" });
  }
  const personaVersion = versionOf(persona);
  const drawn = { ...REPLY_SETTINGS, ...settings };
  const parts = strategy ? [...components, strategy] : components;

  async function* answer(
    draw: Draw,
    history: readonly Message[],
    { signal, attempt = 0 }: ReplyOptions = {},
  ): AsyncGenerator<string, Reply, void> {
    signal?.throwIfAborted();
    const view = { persona, history };
    const { contributions, failed, lost } = await gatherContributions(parts, view, signal);
    const prompt = agentPrompt({
      ...view,
      contributions,
      // Where it could say nothing, its blocks stand in for nothing.
      strategy: strategy && failed.includes(strategy) ? { ...strategy, replaces: [] } : strategy,
      model,
      maxTokens: drawn.maxTokens,
      ...(countTokens && { countTokens }),
    });
    const request = { ...drawn, messages: prompt.messages, maxTokens: prompt.maxTokens };
    const draws = replySeeds({ seed, turn: nextTurn(history), attempt });
    const base = { ...prompt.evidence, attempt, ...(lost.length > 0 && { lost }) };
    const whole = ({ text, generation, seed, evidence }: DrawnReply, usage: Usage, more = {}): Reply => ({
      text,
      finish: generation.finish,
      usage,
      model: model.id,
      personaVersion,
      evidence: { ...evidence, ...base, seed, ...more },
    });

    if (guards.length > 0 || tools.length > 0 || strategy?.read) {
      const { reply, usage, evidence } = await considered({ request, prompt, view, draws, signal });
      yield reply.text;
      return whole(reply, usage, evidence);
    }
    let spent: Usage | undefined;
    let generation: Generation | undefined;
    for (const seed of [draws(), draws()]) {
      generation = yield* spoken(draw({ ...request, seed }, signal));
      const usage = spent ? addUsage(spent, generation.usage) : generation.usage;
      if (generation.text.trim() !== "") {
        return whole({ text: generation.text.trim(), generation, seed, evidence: {} }, usage);
      }
      spent = usage;
    }
    throw saidNothing(model.id, generation, { maxTokens: prompt.maxTokens, replies: 2 });
  }

  /** A reply that is heard to its end before anything of it is said. */
  async function considered(options: {
    request: GenerateRequest;
    prompt: AgentPrompt;
    view: { persona: Persona; history: readonly Message[] };
    draws: () => number;
    signal: AbortSignal | undefined;
  }): Promise<{ reply: DrawnReply; usage: Usage; evidence: Partial<ReplyEvidence> }> {
    const { prompt, view, draws, signal } = options;
    const { maxTokens } = prompt;
    // A model that can score is asked for the scores that guards weigh; of others they come where the settings ask.
    const request = guards.length > 0 && model.score ? { topLogprobs: 0, ...options.request } : options.request;
    const count = guards.length > 0 ? candidates : 1;
    const seeds = Array.from({ length: count + 1 }, draws);
    let messages: ChatMessage[] = request.messages;
    let calls: ToolEvidence[] = [];
    // Tools are run once, for the first draw; the others answer what came of them.
    let opening: Generation | undefined;
    if (tools.length > 0) {
      const answered = await generateWithTools({ model, tools }, { ...request, seed: seeds[0] as number }, signal);
      ({ generation: opening, messages, calls } = answered);
    }
    const generate = (seed: number, more: readonly ChatMessage[]): Promise<Generation> =>
      opening && seed === seeds[0] && more.length === 0
        ? Promise.resolve(opening)
        : model.generate({ ...request, messages: [...messages, ...more], seed }, signal);
    const evidence = calls.length > 0 ? { tools: calls } : {};

    if (guards.length > 0) {
      const guarded = await guardedReply({
        guards,
        strategy,
        view,
        draw: async (seed, { wrong }) => {
          const more: ChatMessage[] = wrong === undefined ? [] : [{ role: "system", content: again(wrong) }];
          if (more.some(({ content }) => !prompt.hasRoomFor(content))) return null;
          return { generation: await generate(seed, more), seed };
        },
        seeds,
        signal,
      });
      const { reply, usage } = guarded;
      if (reply.text === "") throw saidNothing(model.id, reply.generation, { maxTokens, replies: count });
      return { reply, usage, evidence: { ...evidence, guards: guarded.guards } };
    }
    let usage: Usage | undefined;
    let generation: Generation | undefined;
    for (const [i, seed] of seeds.entries()) {
      generation = await generate(seed, []);
      usage = usage ? addUsage(usage, generation.usage) : generation.usage;
      const reply = readReply({ generation, seed }, { strategy, view, isLast: i === seeds.length - 1 });
      if (reply && reply.text !== "") return { reply, usage, evidence };
    }
    throw saidNothing(model.id, generation, { maxTokens, replies: 2 });
  }

  const observe = observers(parts);
  return {
    persona,
    personaVersion,
    reply: (history, options) =>
      drain(answer((request, signal) => inOnePiece(model, request, signal), history, options)),
    stream: (history, options) => {
      const draw: Draw = (request, signal) =>
        model.stream ? model.stream(request, signal) : inOnePiece(model, request, signal);
      return answer(draw, history, options);
    },
    observe,
  };
}

/** What the model is told when a reply is drawn once more. */
function again(wrong: string): string {
  return `${wrong} Say something else, as yourself, that agrees with who you are.`;
}

/** The turn that a reply to this history has. */
export function nextTurn(history: readonly Message[]): number {
  return (history.at(-1)?.turn ?? -1) + 1;
}

/** Seeds of the calls that a reply takes, one after another: whole numbers below 2³¹. */
function replySeeds(of: { seed: number; turn: number; attempt: number }): () => number {
  const draws = random(Number.parseInt(contentId(of).slice(0, 8), 16));
  return () => draws.int(2 ** 31);
}

async function* inOnePiece(
  model: Model,
  request: GenerateRequest,
  signal?: AbortSignal,
): AsyncGenerator<string, Generation, void> {
  const generation = await model.generate(request, signal);
  yield generation.text;
  return generation;
}

/** The same pieces without the white space before the first word and after the last. */
async function* spoken(pieces: AsyncIterator<string, Generation, void>): AsyncGenerator<string, Generation, void> {
  let text = "";
  let sent = 0;
  try {
    for (;;) {
      const step = await pieces.next();
      if (step.done) return step.value;
      text += step.value;
      const ready = text.trim();
      if (ready.length > sent) yield ready.slice(sent);
      sent = ready.length;
    }
  } finally {
    await pieces.return?.();
  }
}

function saidNothing(
  id: string,
  last: Pick<Generation, "finish"> | undefined,
  { maxTokens, replies }: { maxTokens: number; replies: number },
): ModelError {
  const finish = last?.finish;
  const [all, count] =
    replies === 2 ? ["both replies", "two replies"] : [`all of ${replies}`, `any of ${replies} replies`];
  if (finish === "filter") return new ModelError(id, "refused_request", `its provider's filter held back ${all}`);
  const why = finish === "length" ? `; each used up its ${maxTokens} tokens before a word, so allow more` : "";
  return new ModelError(id, "bad_reply", `said nothing in ${count}${why}`);
}
