import { z } from "zod";
import { type GenerateRequest, type Generation, ModelError, oneLine, type ToolCall } from "../core/index.ts";
import { type AiSdkCall, aiSdkCall } from "./ai-sdk-call.ts";
import { heard, providerFault } from "./ai-sdk-provider.ts";
import { type Complain, checkedReply } from "./checked-reply.ts";
import { deadline } from "./deadline.ts";
import { estimateInput, estimateOutput, type Price, type PricedModel, priced } from "./price.ts";
import { withCalls } from "./tool-calls.ts";

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
const anyPart = z.looseObject({ type: z.string() });
const result = ending.extend({ content: z.array(anyPart) });
const callPart = z.object({
  type: z.literal("tool-call"),
  toolCallId: z.string(),
  toolName: z.string(),
  input: z.string(),
  providerExecuted: z.boolean().nullish(),
});
/** The parts of a whole reply and of a stream that matter to us. */
const part = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string().nullish() }),
  z.object({ type: z.literal("text-delta"), delta: z.string() }),
  callPart,
  ending.extend({ type: z.literal("finish") }),
  z.object({ type: z.literal("error"), error: z.unknown() }),
]);
const KNOWN: ReadonlySet<string> = new Set(part.options.map(({ shape }) => shape.type.value));

type Ending = z.infer<typeof ending>;

/** What was said and asked for so far. */
interface Said {
  text: string;
  calls: ToolCall[];
}

/**
 * Any language model of the AI SDK (package `ai` 5 to 7) as a Model. Its `doGenerate` and `doStream` are called
 * directly, so retry, cache and budget stay with `withCallPath` and are not done twice. Log probabilities are not part
 * of the AI SDK's result and are not given. Calls that the provider answers itself are not reported. Tokens that it does
 * not count are estimated.
 *
 * @throws ModelError
 */
export function fromAiSdk(
  model: AiSdkModel,
  { price, timeoutMs = 60_000 }: { price?: Price; timeoutMs?: number } = {},
): PricedModel {
  const id = `${model.provider}:${model.modelId}`;
  const badReply = (message: string): ModelError => new ModelError(id, "bad_reply", oneLine(message));

  function generation(reply: Said, { finishReason, usage }: Ending, request: GenerateRequest): Generation {
    const { text, calls } = reply;
    const end = withCalls(finishOf(finishReason), calls, badReply);
    const inputTokens = usage.inputTokens ?? estimateInput(request);
    const outputTokens = usage.outputTokens ?? estimateOutput(text, end.toolCalls);
    return { text, ...end, usage: priced({ inputTokens, outputTokens }, price) };
  }

  async function generate(request: GenerateRequest, signal?: AbortSignal): Promise<Generation> {
    signal?.throwIfAborted();
    const limit = deadline(timeoutMs, signal);
    try {
      const reply = await heard(model.doGenerate(aiSdkCall(request, limit.signal)), limit.signal);
      const { content, ...end } = checkedReply(result, reply, badReply);
      const whole: Said = { text: "", calls: [] };
      for (const piece of content) {
        const read = readPart(piece, badReply);
        if (read?.type === "text") whole.text += read.text ?? "";
        if (read?.type === "tool-call") whole.calls.push(...callsOf(read));
      }
      return generation(whole, end, request);
    } catch (error) {
      throw providerFault(error, { id, limit, signal });
    } finally {
      limit.end();
    }
  }

  async function* stream(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void> {
    signal?.throwIfAborted();
    const limit = deadline(timeoutMs, signal);
    let reader: ReadableStreamDefaultReader<unknown> | undefined;
    const whole: Said = { text: "", calls: [] };
    let end: Ending | undefined;
    try {
      reader = (await heard(model.doStream(aiSdkCall(request, limit.signal)), limit.signal)).stream.getReader();
      for (;;) {
        const step = await heard(reader.read(), limit.signal);
        if (step.done) break;
        limit.pause();
        const read = readPart(step.value, badReply);
        if (read?.type === "error") throw read.error;
        if (read?.type === "finish") end = read;
        if (read?.type === "tool-call") whole.calls.push(...callsOf(read));
        if (read?.type === "text-delta" && read.delta !== "") {
          whole.text += read.delta;
          yield read.delta;
        }
        limit.restart();
      }
    } catch (error) {
      throw providerFault(error, { id, limit, signal });
    } finally {
      limit.end();
      // Not awaited: a provider that hangs may never finish cancelling.
      void Promise.allSettled([reader?.cancel()]);
    }
    if (end === undefined) throw badReply(`stream broke off after ${whole.text.length} characters`);
    return generation(whole, end, request);
  }

  return { id, ...(price && { price }), callsTools: true, generate, stream };
}

/** The other parts (reasoning, sources, tool input …) pass by. */
function readPart(value: unknown, complain: Complain): z.infer<typeof part> | undefined {
  const { type } = checkedReply(anyPart, value, complain);
  return KNOWN.has(type) ? checkedReply(part, value, complain) : undefined;
}

function callsOf({ toolCallId: id, toolName: name, input, providerExecuted }: z.infer<typeof callPart>): ToolCall[] {
  return providerExecuted ? [] : [{ id, name, arguments: input }];
}

function finishOf(reason: string): Generation["finish"] {
  if (reason === "stop" || reason === "length") return reason;
  if (reason === "content-filter") return "filter";
  return reason === "tool-calls" ? "tool" : "other";
}
