import { z } from "zod";
import type { ChatMessage, GenerateRequest, Generation, TokenLogprob, ToolCall, ToolSpec } from "../core/index.ts";
import { type Complain, checkedReply } from "./checked-reply.ts";
import { sentArguments } from "./tool-calls.ts";

// The part of the OpenAI chat format that we send and read: API reference, "Chat Completions" and "Embeddings".

const tokenLogprob = z.object({ token: z.string(), logprob: z.number() });
const logprobs = z
  .object({ content: z.array(tokenLogprob.extend({ top_logprobs: z.array(tokenLogprob).nullish() })).nullish() })
  .nullish();
const count = z.number().int().nonnegative();
const usage = z.object({ prompt_tokens: count, completion_tokens: count }).nullish();
/** A whole call; in a stream a part of the call with this index, of which the first part has the id and the name. */
export interface CallPart {
  index?: number | null | undefined;
  id?: string | null | undefined;
  function?: { name?: string | null | undefined; arguments?: string | null | undefined } | null | undefined;
}
const callPart: z.ZodType<CallPart> = z.object({
  index: count.nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
const words = z.object({
  content: z.string().nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(callPart).nullish(),
});
const finish = z.string().nullish();

const chatReply = z.object({
  choices: z.array(z.object({ message: words, finish_reason: finish, logprobs })).min(1),
  usage,
});

/** The last chunk of a stream, with the usage, has no choices. */
const chatChunk = z.object({
  choices: z.array(z.object({ delta: words.nullish(), finish_reason: finish, logprobs })),
  usage,
});

const embeddingReply = z.object({
  data: z.array(z.object({ index: count, embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: count }).nullish(),
});

/** A whole reply, or what one chunk of a stream adds. Members are absent where the server said nothing. */
export interface WireReply {
  text: string;
  finish?: Generation["finish"];
  tokens?: { inputTokens: number; outputTokens: number };
  logprobs: TokenLogprob[];
  /** `joinedCalls` makes them whole. */
  calls: CallPart[];
}

export function chatBody(
  model: string,
  request: GenerateRequest,
  maxTokensField: "max_tokens" | "max_completion_tokens",
): Record<string, unknown> {
  const { messages, schema, tools, temperature, topP, topK, minP, repetitionPenalty } = request;
  const { maxTokens, seed, stop, topLogprobs } = request;
  return {
    model,
    messages: messages.map(wireMessage),
    tools: tools?.length ? tools.map(wireTool) : undefined,
    temperature,
    top_p: topP,
    [maxTokensField]: maxTokens,
    seed,
    stop,
    // vLLM, llama.cpp and LM Studio know these; OpenAI itself refuses what it does not know.
    ...(maxTokensField === "max_tokens" && { top_k: topK, min_p: minP, repetition_penalty: repetitionPenalty }),
    ...(schema && { response_format: { type: "json_schema", json_schema: { name: "reply", schema } } }),
    ...(topLogprobs !== undefined && { logprobs: true, top_logprobs: topLogprobs }),
  };
}

/** A tool's result that names no call goes as a user message: the API demands a call's id of role "tool". */
function wireMessage({ role, content, toolCalls, toolCallId }: ChatMessage): object {
  if (role === "tool") {
    return toolCallId === undefined ? { role: "user", content } : { role, content, tool_call_id: toolCallId };
  }
  if (role !== "assistant" || !toolCalls?.length) return { role, content };
  return { role, content: content || null, tool_calls: toolCalls.map(wireCall) };
}

function wireCall(call: ToolCall): object {
  return { id: call.id, type: "function", function: { name: call.name, arguments: sentArguments(call) } };
}

function wireTool({ name, description, parameters }: ToolSpec): object {
  return { type: "function", function: { name, description, parameters } };
}

/**
 * Calls of which a stream sent parts, in the order in which they began. A part without an index is a call by itself. What
 * no part had is blank, and still to be checked.
 */
export function joinedCalls(parts: readonly CallPart[]): ToolCall[] {
  const calls = new Map<number | CallPart, ToolCall>();
  for (const part of parts) {
    const key = part.index ?? part;
    const { id, name, arguments: before } = calls.get(key) ?? { id: "", name: "", arguments: "" };
    calls.set(key, {
      id: id || (part.id ?? ""),
      name: name || (part.function?.name ?? ""),
      arguments: before + (part.function?.arguments ?? ""),
    });
  }
  return [...calls.values()];
}

export function readReply(json: unknown, complain: Complain): WireReply {
  const reply = checkedReply(chatReply, json, complain);
  const choice = reply.choices[0] as (typeof reply.choices)[number];
  return wireReply({ ...choice, words: choice.message, usage: reply.usage });
}

export function readChunk(json: unknown, complain: Complain): WireReply {
  const chunk = checkedReply(chatChunk, json, complain);
  const choice = chunk.choices[0];
  return wireReply({ ...choice, words: choice?.delta, usage: chunk.usage });
}

/** Vectors in the order of their `index`, as many as were asked for. */
export function readEmbeddings(
  json: unknown,
  asked: number,
  complain: Complain,
): { vectors: number[][]; tokens: number | undefined } {
  const reply = checkedReply(embeddingReply, json, complain);
  const vectors: number[][] = [];
  for (const { index, embedding } of reply.data) vectors[index] = embedding;
  const found = Object.keys(vectors).length;
  if (found !== asked || vectors.length !== asked) throw complain(`${asked} embeddings were asked for, ${found} came`);
  return { vectors, tokens: reply.usage?.prompt_tokens };
}

function wireReply(choice: {
  words?: z.infer<typeof words> | null | undefined;
  finish_reason?: string | null | undefined;
  logprobs?: z.infer<typeof logprobs>;
  usage?: z.infer<typeof usage>;
}): WireReply {
  const refusal = choice.words?.refusal;
  const reason = refusal ? "content_filter" : choice.finish_reason;
  return {
    text: choice.words?.content ?? refusal ?? "",
    ...(reason ? { finish: finishOf(reason) } : {}),
    ...(choice.usage && {
      tokens: { inputTokens: choice.usage.prompt_tokens, outputTokens: choice.usage.completion_tokens },
    }),
    logprobs: (choice.logprobs?.content ?? []).map(({ token, logprob, top_logprobs: top }) => ({
      token,
      logprob,
      ...(top && { top: top.map((entry) => ({ token: entry.token, logprob: entry.logprob })) }),
    })),
    calls: choice.words?.tool_calls ?? [],
  };
}

function finishOf(reason: string): Generation["finish"] {
  if (reason === "stop" || reason === "length") return reason;
  if (reason === "content_filter") return "filter";
  if (reason === "tool_calls" || reason === "function_call") return "tool";
  return "other";
}
