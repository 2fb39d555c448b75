import { z } from "zod";
import { type GenerateRequest, type Generation, ModelError, oneLine, roughTokens, type Usage } from "../core/index.ts";
import { checkedReply } from "./checked-reply.ts";
import { type Deadline, deadline } from "./deadline.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { estimateInput, type Price, type PricedModel, priced } from "./price.ts";

/** What we send to a language model of the AI SDK: the part that its specifications V2, V3 and V4 share. */
export interface AiSdkCall {
  prompt: (
    | { role: "system"; content: string }
    | { role: "user" | "assistant"; content: { type: "text"; text: string }[] }
  )[];
  temperature?: number;
  topP?: number;
  topK?: number;
  maxOutputTokens?: number;
  seed?: number;
  stopSequences?: string[];
  responseFormat?: { type: "json"; schema: object };
  abortSignal: AbortSignal;
}

/** A language model object of the AI SDK (`openai("gpt-4o")`, a `MockLanguageModelV4`), by its shape alone. */
export interface AiSdkModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(call: AiSdkCall): PromiseLike<unknown>;
  doStream(call: AiSdkCall): PromiseLike<{ stream: ReadableStream<unknown> }>;
}

const count = z.number().nonnegative().nullish();
const finishReason = z.union([z.string(), z.object({ unified: z.string() }).transform(({ unified }) => unified)]);
const total = z.union([count, z.object({ total: count }).transform((tokens) => tokens.total)]);
const ending = z.object({ finishReason, usage: z.object({ inputTokens: total, outputTokens: total }) });
const result = ending.extend({
  content: z.array(z.looseObject({ type: z.string(), text: z.string().nullish() })),
});
const part = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text-delta"), delta: z.string() }),
  ending.extend({ type: z.literal("finish") }),
  z.object({ type: z.literal("error"), error: z.unknown() }),
]);
const anyPart = z.looseObject({ type: z.string() });
const apiError = z.object({
  statusCode: z.number(),
  message: z.string(),
  responseHeaders: z.record(z.string(), z.string()).nullish(),
});

/**
 * Any language model of the AI SDK (package `ai` 5 to 7) as a Model. Its `doGenerate` and `doStream` are called
 * directly, so retry, cache and budget stay with `withCallPath` and are not done twice. Log probabilities are not part
 * of the AI SDK's result and are not given. Tokens that the provider does not count are estimated.
 *
 * @throws ModelError
 */
export function fromAiSdk(
  model: AiSdkModel,
  { price, timeoutMs = 60_000 }: { price?: Price; timeoutMs?: number } = {},
): PricedModel {
  const id = `${model.provider}:${model.modelId}`;
  const badReply = (message: string): ModelError => new ModelError(id, "bad_reply", oneLine(message));
  const usageOf = (usage: z.infer<typeof ending>["usage"], request: GenerateRequest, text: string): Usage =>
    priced(
      {
        inputTokens: usage.inputTokens ?? estimateInput(request),
        outputTokens: usage.outputTokens ?? roughTokens(text),
      },
      price,
    );

  function explain(error: unknown, limit: Deadline, signal?: AbortSignal): unknown {
    if (signal?.aborted) return signal.reason;
    if (limit.expired) return new ModelError(id, "timeout", `nothing was heard for ${timeoutMs} ms`);
    return error instanceof ModelError ? error : providerError(id, error);
  }

  async function generate(request: GenerateRequest, signal?: AbortSignal): Promise<Generation> {
    signal?.throwIfAborted();
    const limit = deadline(timeoutMs, signal);
    try {
      const reply = await heard(model.doGenerate(callOf(request, limit.signal)), limit.signal);
      const { content, finishReason, usage } = checkedReply(result, reply, badReply);
      const text = content.map((piece) => (piece.type === "text" ? (piece.text ?? "") : "")).join("");
      return { text, finish: finishOf(finishReason), usage: usageOf(usage, request, text) };
    } catch (error) {
      throw explain(error, limit, signal);
    } finally {
      limit.end();
    }
  }

  async function* stream(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void> {
    signal?.throwIfAborted();
    const limit = deadline(timeoutMs, signal);
    let reader: ReadableStreamDefaultReader<unknown> | undefined;
    let text = "";
    let end: z.infer<typeof ending> | undefined;
    try {
      reader = (await heard(model.doStream(callOf(request, limit.signal)), limit.signal)).stream.getReader();
      for (;;) {
        const step = await heard(reader.read(), limit.signal);
        if (step.done) break;
        limit.pause();
        const read = readPart(step.value, badReply);
        if (read?.type === "error") throw read.error;
        if (read?.type === "finish") end = read;
        if (read?.type === "text-delta" && read.delta !== "") {
          text += read.delta;
          yield read.delta;
        }
        limit.restart();
      }
    } catch (error) {
      throw explain(error, limit, signal);
    } finally {
      limit.end();
      // Not awaited: a provider that hangs may never finish cancelling.
      void Promise.allSettled([reader?.cancel()]);
    }
    if (end === undefined) throw badReply(`stream broke off after ${text.length} characters`);
    return { text, finish: finishOf(end.finishReason), usage: usageOf(end.usage, request, text) };
  }

  return { id, ...(price && { price }), generate, stream };
}

function callOf(request: GenerateRequest, abortSignal: AbortSignal): AiSdkCall {
  const { messages, schema, temperature, topP, topK, maxTokens, seed, stop } = request;
  return {
    prompt: messages.map(({ role, content }) =>
      role === "system"
        ? { role, content }
        : { role: role === "tool" ? "user" : role, content: [{ type: "text", text: content }] },
    ),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(topK !== undefined && { topK }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(seed !== undefined && { seed }),
    ...(stop && { stopSequences: stop }),
    ...(schema && { responseFormat: { type: "json", schema } }),
    abortSignal,
  };
}

/** The parts that matter to us; the others (reasoning, sources, tool input …) pass by. */
function readPart(value: unknown, badReply: (message: string) => Error): z.infer<typeof part> | undefined {
  const { type } = checkedReply(anyPart, value, badReply);
  if (type !== "text-delta" && type !== "finish" && type !== "error") return undefined;
  return checkedReply(part, value, badReply);
}

/** Settles with the abort even where the provider does not listen to its signal. */
function heard<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).then(() => signal.removeEventListener("abort", leave));
  });
}

/** Errors of the AI SDK are known by shape, since two copies of its package have two classes. */
function providerError(id: string, error: unknown): ModelError {
  const read = apiError.safeParse(error);
  if (read.success) {
    const retryAfter = read.data.responseHeaders?.["retry-after"];
    const { statusCode: status } = read.data;
    const message = oneLine(`status ${status}: ${read.data.message}`);
    return new HttpStatusError(id, message, { status, ...(retryAfter === undefined ? {} : { retryAfter }) });
  }
  const message = oneLine(error instanceof Error ? error.message : String(error));
  const lost = error !== null && typeof error === "object" && "isRetryable" in error && error.isRetryable === true;
  return new ModelError(id, lost ? "network" : "bad_reply", message);
}

function finishOf(reason: string): Generation["finish"] {
  if (reason === "stop" || reason === "length") return reason;
  if (reason === "content-filter") return "filter";
  return reason === "tool-calls" ? "tool" : "other";
}
