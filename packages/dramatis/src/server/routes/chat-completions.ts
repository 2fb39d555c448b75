import { randomUUID } from "node:crypto";
import type { GenerateRequest, Generation, Model, TokenLogprob } from "../../core/index.ts";
import { type ChatRequest, readChatRequest } from "../chat-request.ts";
import { checkName, type Route } from "../route.ts";

type Pieces = AsyncGenerator<string, Generation, void>;

/** POST /v1/chat/completions: one reply, whole or as a stream. A model that does not stream comes in one piece. */
export const chatCompletions: Route = {
  method: "POST",
  path: "/v1/chat/completions",
  async answer({ body, served: { model, name }, signal }) {
    const asked = readChatRequest(body);
    checkName(asked.model, name);
    const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: name };
    if (!asked.stream) return { json: completion(head, await model.generate(asked.request, signal), asked) };
    const pieces = model.stream?.(asked.request, signal) ?? inOnePiece(model, asked.request, signal);
    const first = await pieces.next();
    return { events: chunks(head, { pieces, first }, asked) };
  },
};

async function* inOnePiece(model: Model, request: GenerateRequest, signal: AbortSignal): Pieces {
  const generation = await model.generate(request, signal);
  yield generation.text;
  return generation;
}

function completion(head: object, generation: Generation, asked: ChatRequest): object {
  const choice = {
    index: 0,
    message: { role: "assistant", content: generation.text, refusal: null },
    logprobs: logprobsOf(generation, asked),
    finish_reason: FINISH[generation.finish],
  };
  return { ...head, object: "chat.completion", choices: [choice], usage: usageOf(generation) };
}

/** A model says the log probabilities of a stream at its end, so they are all in the chunk that finishes it. */
async function* chunks(
  head: object,
  { pieces, first }: { pieces: Pieces; first: IteratorResult<string, Generation> },
  asked: ChatRequest,
): AsyncGenerator<object, void, void> {
  const chunk = (delta: object, rest: object = {}): object => ({
    ...head,
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...rest }],
  });
  try {
    let step = first;
    yield chunk({ role: "assistant", content: "" });
    while (!step.done) {
      yield chunk({ content: step.value });
      step = await pieces.next();
    }
    yield chunk({}, { logprobs: logprobsOf(step.value, asked), finish_reason: FINISH[step.value.finish] });
    if (asked.includeUsage) yield { ...head, object: "chat.completion.chunk", choices: [], usage: usageOf(step.value) };
  } finally {
    // A client that leaves early frees what the model holds for it.
    await pieces.return({ text: "", finish: "other", usage: { inputTokens: 0, outputTokens: 0 } });
  }
}

/** The API has no word for "other". */
const FINISH: Record<Generation["finish"], string | null> = {
  stop: "stop",
  length: "length",
  filter: "content_filter",
  tool: "tool_calls",
  other: null,
};

function usageOf({ usage: { inputTokens, outputTokens } }: Generation): object {
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
