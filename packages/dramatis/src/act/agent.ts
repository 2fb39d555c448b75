import {
  type Component,
  type Contribution,
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
import { addUsage, type EarlyGuard, type GuardEvidence, guardedReply } from "./guarded-reply.ts";

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
  /** Chooses among candidates, or mends one. */
  guard?: Guard & Partial<EarlyGuard>;
  /** Replies drawn for the guard, at least one; fewer where it accepts the first. Nothing without a guard. */
  candidates?: number;
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

/** What a reply was made from; with a guard, what it chose from. */
export interface ReplyEvidence extends PromptEvidence, Partial<GuardEvidence> {
  attempt: number;
  /** Of the call that gave the text. */
  seed: number;
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

/** One persona that talks. It keeps nothing between replies: the history is the caller's. */
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
   * @throws what the guard throws, such as UnsupportedError where it lacks a judge.
   */
  reply(history: readonly Message[], options?: ReplyOptions): Promise<Reply>;
  /**
   * As `reply`, with the pieces of the text as they come; a model that cannot stream gives it in one, and so does a
   * guard, which must have heard the end.
   */
  stream(history: readonly Message[], options?: ReplyOptions): AsyncGenerator<string, Reply, void>;
  /** Tells every component of a message after it was said. */
  observe(message: Message, signal?: AbortSignal): Promise<void>;
}

/** One way to have a request answered: pieces of text, then the whole generation. */
type Draw = (request: GenerateRequest, signal?: AbortSignal) => AsyncIterator<string, Generation, void>;

/**
 * An agent that talks as the persona. At most three fifths of the model's context, less the reply, are the persona's and
 * the components'; the history has the rest, and its oldest turns go first.
 */
export function agent(
  persona: Persona,
  { model, components = [], guard, candidates = 5, settings = {}, seed = 0, countTokens }: AgentOptions,
): Agent {
  if (!Number.isInteger(candidates) || candidates < 1) {
    throw new InputError({ where: "candidates", found: String(candidates), expected: "a whole number from 1" });
  }
  const personaVersion = versionOf(persona);
  const drawn = { ...REPLY_SETTINGS, ...settings };

  async function* answer(
    draw: Draw,
    history: readonly Message[],
    { signal, attempt = 0 }: ReplyOptions = {},
  ): AsyncGenerator<string, Reply, void> {
    signal?.throwIfAborted();
    const contributions: Contribution[] = [];
    for (const component of components) {
      contributions.push(...(await component.contribute({ persona, history }, signal)));
    }
    const { messages, maxTokens, evidence } = agentPrompt({
      persona,
      contributions,
      history,
      model,
      maxTokens: drawn.maxTokens,
      ...(countTokens && { countTokens }),
    });
    const request = { ...drawn, messages, maxTokens };
    const draws = replySeeds({ seed, turn: nextTurn(history), attempt });
    const whole = (text: string, made: Pick<Reply, "finish" | "usage"> & { seed: number }): Reply => ({
      text: text.trim(),
      finish: made.finish,
      usage: made.usage,
      model: model.id,
      personaVersion,
      evidence: { ...evidence, attempt, seed: made.seed },
    });

    if (guard) {
      const seeds = Array.from({ length: candidates }, draws);
      // A model that can score is asked for the scores that guards weigh; of others they come where the settings ask.
      const scored = model.score ? { topLogprobs: 0, ...request } : request;
      const view = { persona, history };
      const guarded = await guardedReply({ model, guard, view, request: scored, seeds, signal });
      if (guarded.text.trim() === "") throw saidNothing(model.id, guarded, { maxTokens, replies: candidates });
      const reply = whole(guarded.text, guarded);
      yield reply.text;
      return { ...reply, evidence: { ...reply.evidence, ...guarded.evidence } };
    }
    const [first, second] = [draws(), draws()];
    const reply = yield* spoken(draw({ ...request, seed: first }, signal));
    if (reply.text.trim() !== "") return whole(reply.text, { ...reply, seed: first });
    const again = yield* spoken(draw({ ...request, seed: second }, signal));
    if (again.text.trim() === "") throw saidNothing(model.id, again, { maxTokens, replies: 2 });
    return whole(again.text, { ...again, usage: addUsage(reply.usage, again.usage), seed: second });
  }

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
    observe: async (message, signal) => {
      for (const component of components) await component.observe?.(message, signal);
    },
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
  { finish }: Pick<Generation, "finish">,
  { maxTokens, replies }: { maxTokens: number; replies: number },
): ModelError {
  const [all, count] =
    replies === 2 ? ["both replies", "two replies"] : [`all of ${replies}`, `any of ${replies} replies`];
  if (finish === "filter") return new ModelError(id, "refused_request", `its provider's filter held back ${all}`);
  const why = finish === "length" ? `; each used up its ${maxTokens} tokens before a word, so allow more` : "";
  return new ModelError(id, "bad_reply", `said nothing in ${count}${why}`);
}
