import { type GenerateRequest, type Generation, ModelError } from "../core/index.ts";
import { parsedReply } from "./checked-reply.ts";
import { chooseByLetter } from "./choose-by-letter.ts";
import { jsonClient } from "./json-client.ts";
import { chatBody, joinedCalls, readChunk, readReply, type WireReply } from "./openai-wire.ts";
import { estimateInput, estimateOutput, type Price, type PricedModel, priced } from "./price.ts";
import { withCalls } from "./tool-calls.ts";

export const OPENAI_URL = "https://api.openai.com/v1";

const DONE = "[DONE]";

export interface OpenaiOptions {
  model: string;
  /** Up to and with the version, such as `http://localhost:11434/v1`. */
  baseUrl?: string;
  apiKey?: string | undefined;
  price?: Price;
  /** For a whole reply, from the first moment; in a stream, between two pieces. */
  timeoutMs?: number;
  /** OpenAI's own models refuse `max_tokens`, most other servers know nothing else. */
  maxTokensField?: "max_tokens" | "max_completion_tokens";
  /** Whether the server takes tools; some, and ours, refuse them. */
  callsTools?: boolean;
}

/**
 * A chat model behind an OpenAI-compatible server (OpenAI, Ollama, vLLM, llama.cpp, OpenRouter …).
 * One attempt per call: `withCallPath` adds retry, cache, concurrency and the budget.
 * Token counts are the server's; where it sends none they are estimated at four characters a token.
 *
 * @throws ModelError; `bad_reply` names what was wrong with the reply. The key is in no message.
 */
export function openaiModel({
  model,
  baseUrl = OPENAI_URL,
  apiKey,
  price,
  timeoutMs = 60_000,
  maxTokensField = baseUrl.startsWith(OPENAI_URL) ? "max_completion_tokens" : "max_tokens",
  callsTools = true,
}: OpenaiOptions): PricedModel {
  const id = openaiId(model, baseUrl);
  const client = jsonClient({ name: id, baseUrl, apiKey, timeoutMs });
  const { badReply } = client;

  function generation(reply: WireReply, request: GenerateRequest): Generation {
    const { text, tokens, logprobs } = reply;
    const end = withCalls(reply.finish ?? "other", joinedCalls(reply.calls), badReply);
    const counted = tokens ?? {
      inputTokens: estimateInput(request),
      outputTokens: estimateOutput(text, end.toolCalls),
    };
    return { text, ...end, usage: priced(counted, price), ...(logprobs.length > 0 && { logprobs }) };
  }

  /** What a server on the way has put behind the end, such as the usage; anything else there is passed over. */
  function lateChunk(data: string): WireReply | undefined {
    try {
      return readChunk(parsedReply(data, badReply), badReply);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      return undefined;
    }
  }

  async function generate(request: GenerateRequest, signal?: AbortSignal): Promise<Generation> {
    const body = chatBody(model, request, maxTokensField);
    return generation(readReply(await client.post("/chat/completions", body, signal), badReply), request);
  }

  async function* stream(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void> {
    const body = {
      ...chatBody(model, request, maxTokensField),
      stream: true,
      stream_options: { include_usage: true },
    };
    const whole: WireReply = { text: "", logprobs: [], calls: [] };
    let done = false;
    for await (const data of client.events("/chat/completions", body, signal)) {
      const chunk = done
        ? lateChunk(data)
        : data === DONE
          ? undefined
          : readChunk(parsedReply(data, badReply), badReply);
      done ||= data === DONE;
      if (chunk === undefined) continue;
      const { text, logprobs, calls, ...rest } = chunk;
      whole.text += text;
      // One by one: a call takes only so many arguments, and a server may send more.
      for (const one of logprobs) whole.logprobs.push(one);
      for (const one of calls) whole.calls.push(one);
      Object.assign(whole, rest);
      if (text !== "") yield text;
    }
    if (!done && whole.finish === undefined) throw badReply(`stream broke off after ${whole.text.length} characters`);
    return generation(whole, request);
  }

  return {
    id,
    ...(price === undefined ? {} : { price }),
    callsTools,
    generate,
    stream,
    choose: (request, signal) => chooseByLetter(id, generate, { ...request, ...(signal ? { signal } : {}) }),
  };
}

/** How a model behind a server is named: `openai:gpt-4o-mini`, `http://localhost:11434/v1#llama3`. */
export function openaiId(model: string, baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  const place = `${origin}${pathname.replace(/\/+$/, "")}`;
  return place === OPENAI_URL ? `openai:${model}` : `${place}#${model}`;
}
