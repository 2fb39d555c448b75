import {
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
import { agentPrompt, type PromptEvidence } from "./agent-prompt.ts";
import { consideredReply } from "./considered-reply.ts";
import { type Draw, type DrawnReply, streamedReply } from "./draw-reply.ts";
import { gatherContributions, observers } from "./gather-contributions.ts";
import type { EarlyGuard, GuardEvidence } from "./guarded-reply.ts";
import type { Strategy } from "./strategy.ts";
import type { Tool, ToolEvidence } from "./tool-rounds.ts";

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
      const scope = { model, guards, strategy, tools, candidates };
      const { reply, usage, evidence } = await consideredReply(scope, { request, prompt, view, draws, signal });
      if (reply.text === "") {
        const replies = guards.length > 0 ? candidates : 2;
        throw saidNothing(model.id, reply.generation, { maxTokens: prompt.maxTokens, replies });
      }
      yield reply.text;
      return whole(reply, usage, evidence);
    }
    const { reply, usage } = yield* streamedReply(draw, { request, draws, signal });
    if (reply.text === "") throw saidNothing(model.id, reply.generation, { maxTokens: prompt.maxTokens, replies: 2 });
    return whole(reply, usage);
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
