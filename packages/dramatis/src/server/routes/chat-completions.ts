import { randomUUID } from "node:crypto";
import type { GenerateRequest, Generation, Model, TokenLogprob } from "../../core/index.ts";
import { addUsage } from "../../model/index.ts";
import { type ChatRequest, readChatRequest } from "../chat-request.ts";
import { type Answer, checkName, type Route } from "../route.ts";

type Pieces = AsyncGenerator<string, Generation, void>;

/** POST /v1/chat/completions: one reply, whole or as a stream. A model that does not stream comes in one piece. */
export const chatCompletions: Route = {
  method: "POST",
  path: "/v1/chat/completions",
  async answer({ body, served: { model, name }, signal }) {
    const asked = readChatRequest(body);
    checkName(asked.model, name);
    return chatAnswer(asked, { model, name }, signal);
  },
};

/** Who answers, by the name that replies bear. */
export interface Answering {
  model: Model;
  name: string;
  /** Says which version of it answered. */
  fingerprint?: string;
}

/** What a request is answered with. Several replies are drawn at once, each from the next seed. */
export async function chatAnswer(
  asked: ChatRequest,
  { model, name, fingerprint }: Answering,
  signal: AbortSignal,
): Promise<Answer> {
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: name,
    ...(fingerprint !== undefined && { system_fingerprint: fingerprint }),
  };
  const requests = Array.from({ length: asked.choices ?? 1 }, (_, index): GenerateRequest => {
    const { seed, ...rest } = asked.request;
    return seed === undefined ? rest : { ...rest, seed: seed + index };
  });
  if (!asked.stream) {
    const generations = await Promise.all(requests.map((request) => model.generate(request, signal)));
    return { json: completion(head, generations, asked) };
  }
  const streams = requests.map((request) => model.stream?.(request, signal) ?? inOnePiece(model, request, signal));
  try {
    const begun = await Promise.all(streams.map(async (pieces) => ({ pieces, first: await pieces.next() })));
    return { events: chunks(head, begun, asked) };
  } catch (error) {
    // Where one cannot begin, nobody will read the others.
    for (const pieces of streams) void pieces.return(NOTHING).catch(() => undefined);
    throw error;
  }
}

const NOTHING: Generation = { text: "", finish: "other", usage: { inputTokens: 0, outputTokens: 0 } };

async function* inOnePiece(model: Model, request: GenerateRequest, signal: AbortSignal): Pieces {
  const generation = await model.generate(request, signal);
  yield generation.text;
  return generation;
}

function completion(head: object, generations: readonly Generation[], asked: ChatRequest): object {
  const choices = generations.map((generation, index) => {
    const calls = callsOf(generation);
    const content = calls && generation.text === "" ? null : generation.text;
    return {
      index,
      message: { role: "assistant", content, refusal: null, ...(calls && { tool_calls: calls }) },
      logprobs: logprobsOf(generation, asked),
      finish_reason: FINISH[generation.finish],
    };
  });
  return { ...head, object: "chat.completion", choices, usage: usageOf(generations) };
}

interface Begun {
  pieces: Pieces;
  first: IteratorResult<string, Generation>;
}

/** A model says the log probabilities of a stream at its end, so they are all in the chunk that finishes it. */
async function* chunks(head: object, begun: readonly Begun[], asked: ChatRequest): AsyncGenerator<object, void, void> {
  const chunk = (index: number, delta: object, rest: object = {}): object => ({
    ...head,
    object: "chat.completion.chunk",
    choices: [{ index, delta, logprobs: null, finish_reason: null, ...rest }],
  });
  const generations: Generation[] = [];
  try {
    for (const index of begun.keys()) yield chunk(index, { role: "assistant", content: "" });
    for await (const [index, step] of stepsOf(begun)) {
      if (!step.done) {
        yield chunk(index, { content: step.value });
        continue;
      }
      generations.push(step.value);
      const calls = callsOf(step.value);
      if (calls) yield chunk(index, { tool_calls: calls.map((call, place) => ({ index: place, ...call })) });
      const finish_reason = FINISH[step.value.finish];
      yield chunk(index, {}, { logprobs: logprobsOf(step.value, asked), finish_reason });
    }
    if (asked.includeUsage) {
      yield { ...head, object: "chat.completion.chunk", choices: [], usage: usageOf(generations) };
    }
  } finally {
    // A client that leaves early frees what the model holds for it.
    await Promise.all(begun.map(({ pieces }) => pieces.return(NOTHING)));
  }
}

type Step = [index: number, step: IteratorResult<string, Generation>];

/** The steps of all streams as they come. */
async function* stepsOf(begun: readonly Begun[]): AsyncGenerator<Step, void, void> {
  const waiting = new Map(begun.map(({ first }, index) => [index, Promise.resolve<Step>([index, first])]));
  while (waiting.size > 0) {
    // One alone is not raced, which costs a good part of a token.
    const [alone] = waiting.values();
    const [index, step] = await (waiting.size === 1 && alone ? alone : Promise.race(waiting.values()));
    waiting.delete(index);
    yield [index, step];
    if (step.done) continue;
    const { pieces } = begun[index] as Begun;
    const next = pieces.next().then((one): Step => [index, one]);
    // Where another fails first, nobody hears that this one does too.
    next.catch(() => undefined);
    waiting.set(index, next);
  }
}

function callsOf({ toolCalls = [] }: Generation): object[] | undefined {
  if (toolCalls.length === 0) return undefined;
  return toolCalls.map(({ id, name, arguments: given }) => ({
    id,
    type: "function",
    function: { name, arguments: given },
  }));
}

/** The API has no word for "other". */
const FINISH: Record<Generation["finish"], string | null> = {
  stop: "stop",
  length: "length",
  filter: "content_filter",
  tool: "tool_calls",
  other: null,
};

function usageOf(generations: readonly Generation[]): object {
  const { inputTokens, outputTokens } = generations.map(({ usage }) => usage).reduce(addUsage);
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens };
}

/** Null where they were not asked for, or the model has none. */
function logprobsOf({ logprobs }: Generation, { request }: ChatRequest): object | null {
  if (request.topLogprobs === undefined || logprobs === undefined) return null;
  const content = logprobs.map(({ top = [], ...token }) => ({ ...wireToken(token), top_logprobs: top.map(wireToken) }));
  return { content };
}

/** What the API says of a token that cannot come: JSON has no minus infinity. */
const NEVER = -9999;

/** Bytes are unknown: a token is text here. */
function wireToken({ token, logprob }: Pick<TokenLogprob, "token" | "logprob">): object {
  return { token, logprob: Math.max(logprob, NEVER), bytes: null };
}
