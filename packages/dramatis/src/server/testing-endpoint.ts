import type { TestContext } from "node:test";
import { drain, type GenerateRequest, type Generation, type Model, type TokenLogprob } from "../core/index.ts";
import { type OpenaiEndpoint, type OpenaiEndpointOptions, openaiEndpoint } from "./openai-endpoint.ts";

// For the tests of the server: a model that streams and knows its log probabilities, and an endpoint that is closed.

/** What the speaker says, as tokens with their log probabilities. */
export const SAID: TokenLogprob[] = [
  {
    token: "Hello",
    logprob: -0.5,
    top: [
      { token: "Hello", logprob: -0.5 },
      { token: "Bye", logprob: -1.5 },
    ],
  },
  { token: ", Zoë 👋", logprob: -0.25, top: [{ token: ", Zoë 👋", logprob: -0.25 }] },
  { token: "\n\ndata: x", logprob: Number.NEGATIVE_INFINITY, top: [] },
];

export interface Speaker extends Model {
  /** Requests as they arrived. */
  readonly heard: GenerateRequest[];
  /** Resolves with the reason when a generation has been told to stop. */
  readonly stopped: Promise<unknown>;
}

/**
 * Says `SAID`, a token a piece. Asked to choose ("Answer with one letter"), it says A with probability 3/4, B with 1/4.
 *
 * @param waits stops before this piece until the call is aborted
 */
export function speaker({ waits = Number.POSITIVE_INFINITY }: { waits?: number } = {}): Speaker {
  const heard: GenerateRequest[] = [];
  const stopped = Promise.withResolvers<unknown>();
  async function* stream(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void> {
    signal?.throwIfAborted();
    heard.push(request);
    const tokens = request.messages.at(-1)?.content.includes("one letter") ? letter() : SAID;
    for (const [index, { token }] of tokens.entries()) {
      if (index === waits) await aborted(signal, stopped.resolve);
      yield token;
    }
    const text = tokens.map(({ token }) => token).join("");
    return { text, finish: "stop", usage: { inputTokens: 7, outputTokens: tokens.length }, logprobs: tokens };
  }
  return {
    id: "speaker",
    heard,
    stopped: stopped.promise,
    stream,
    generate: (request, signal) => drain(stream(request, signal)),
  };
}

function letter(): TokenLogprob[] {
  const top = [
    { token: "A", logprob: Math.log(0.75) },
    { token: " b", logprob: Math.log(0.25) },
  ];
  return [{ token: "A", logprob: Math.log(0.75), top }];
}

async function aborted(signal: AbortSignal | undefined, tell: (reason: unknown) => void): Promise<never> {
  const reason = await new Promise((resolve) => {
    if (signal?.aborted) resolve(signal.reason);
    else signal?.addEventListener("abort", () => resolve(signal.reason), { once: true });
  });
  tell(reason);
  throw reason;
}

/** An endpoint that is closed after the test, or after all where there is none. */
export async function servedFor(
  t: Pick<TestContext, "after">,
  model: Model,
  options: OpenaiEndpointOptions = {},
): Promise<OpenaiEndpoint> {
  const endpoint = await openaiEndpoint(model, options);
  t.after(() => endpoint.close());
  return endpoint;
}
