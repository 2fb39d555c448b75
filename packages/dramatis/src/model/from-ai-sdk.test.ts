import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, simulateReadableStream } from "ai";
import { MockLanguageModelV3, MockLanguageModelV4 } from "ai/test";
import { modelConformance } from "../core/conformance/model.ts";
import { ModelError } from "../core/index.ts";
import { type AiSdkModel, fromAiSdk } from "./from-ai-sdk.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { chatStep, streamStep, testingServer } from "./testing-server.ts";

const asked = { messages: [{ role: "user" as const, content: "hello" }] };
const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 2, text: 2, reasoning: 0 },
};
const stopped = { unified: "stop" as const, raw: "stop" };
const whole = {
  content: [
    { type: "reasoning" as const, text: "hm" },
    { type: "text" as const, text: "hi " },
    { type: "text" as const, text: "you" },
  ],
  finishReason: stopped,
  usage,
  warnings: [],
};

/** A fresh model: a stream can be read once. */
function mockV4(): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    provider: "acme",
    modelId: "one",
    doGenerate: whole,
    doStream: async () => ({
      stream: simulateReadableStream({
        initialDelayInMs: null,
        chunkDelayInMs: null,
        chunks: [
          { type: "stream-start" as const, warnings: [] },
          { type: "text-start" as const, id: "0" },
          { type: "text-delta" as const, id: "0", delta: "hi " },
          { type: "text-delta" as const, id: "0", delta: "you" },
          { type: "text-end" as const, id: "0" },
          { type: "finish" as const, finishReason: stopped, usage },
        ],
      }),
    }),
  });
}

modelConformance(async () => fromAiSdk(mockV4()));

describe("fromAiSdk", () => {
  test("sends the request in the AI SDK's words and reads text, finish, usage and cost", async () => {
    const inner = mockV4();
    const model = fromAiSdk(inner, { price: { input: 1, output: 2 } });
    const schema = { type: "object" };
    const generation = await model.generate({
      messages: [{ role: "system", content: "s" }, ...asked.messages],
      schema,
      temperature: 0,
      maxTokens: 9,
      seed: 4,
      stop: ["x"],
    });
    // 3 tokens at $1 and 2 at $2 a million: 7e-6.
    assert.deepEqual(generation, {
      text: "hi you",
      finish: "stop",
      usage: { inputTokens: 3, outputTokens: 2, cost: 7e-6 },
    });
    assert.equal(model.id, "acme:one");
    const { abortSignal, ...call } = inner.doGenerateCalls[0] ?? {};
    assert.ok(abortSignal instanceof AbortSignal);
    assert.deepEqual(call, {
      prompt: [
        { role: "system", content: "s" },
        { role: "user", content: [{ type: "text", text: "hello" }] },
      ],
      temperature: 0,
      maxOutputTokens: 9,
      seed: 4,
      stopSequences: ["x"],
      responseFormat: { type: "json", schema },
    });
  });

  test("takes V3 and V2 models as well", async () => {
    const v3 = fromAiSdk(new MockLanguageModelV3({ doGenerate: whole }));
    assert.equal((await v3.generate(asked)).text, "hi you");
    const v2: AiSdkModel = {
      specificationVersion: "v2",
      provider: "old",
      modelId: "two",
      doGenerate: async () => ({
        content: [{ type: "text", text: "ok" }],
        finishReason: "length",
        usage: { inputTokens: undefined, outputTokens: 1, totalTokens: undefined },
      }),
      doStream: () => Promise.reject(new Error("no stream")),
    };
    // No input count: "hello" is estimated as ⌈5 / 4⌉ = 2 tokens.
    assert.deepEqual(await fromAiSdk(v2).generate(asked), {
      text: "ok",
      finish: "length",
      usage: { inputTokens: 2, outputTokens: 1 },
    });
  });

  test("takes a real provider, over the wire", async (context) => {
    const server = await testingServer(({ body }) =>
      (body as { stream?: boolean }).stream ? streamStep(["hi ", "you"]) : chatStep("hi you"),
    );
    context.after(() => server.close());
    const provider = createOpenAICompatible({ name: "acme", baseURL: server.url });
    const model = fromAiSdk(provider("one"));
    const expected = { text: "hi you", finish: "stop", usage: { inputTokens: 3, outputTokens: 2 } };
    assert.deepEqual(await model.generate(asked), expected);
    const stream = model.stream?.(asked);
    assert.equal((await stream?.next())?.value, "hi ");
    assert.equal((await stream?.next())?.value, "you");
    assert.deepEqual((await stream?.next())?.value, expected);
  });

  const failing = (error: unknown): Promise<unknown> =>
    fromAiSdk(new MockLanguageModelV4({ doGenerate: () => Promise.reject(error) }))
      .generate(asked)
      .then(
        () => assert.fail("expected a failure"),
        (caught: unknown) => caught,
      );

  test("an API error keeps its status and Retry-After; an unknown one is a bad reply", async () => {
    const limited = await failing(
      new APICallError({
        message: "slow\ndown",
        url: "https://acme.test/?key=secret",
        requestBodyValues: {},
        statusCode: 429,
        responseHeaders: { "retry-after": "3" },
      }),
    );
    assert.ok(limited instanceof HttpStatusError);
    assert.deepEqual([limited.fault, limited.retryAfter], ["rate_limit", "3"]);
    assert.match(limited.message, /status 429: slow down$/);
    const lost = await failing(
      new APICallError({ message: "gone", url: "u", requestBodyValues: {}, isRetryable: true }),
    );
    assert.equal((lost as ModelError).fault, "network");
    assert.equal(((await failing(new TypeError("odd"))) as ModelError).fault, "bad_reply");
  });

  test("a reply of the wrong shape is a bad reply that says where", async () => {
    const odd: AiSdkModel = { ...base, doGenerate: async () => ({ content: "hi", finishReason: "stop", usage: {} }) };
    await assert.rejects(fromAiSdk(odd).generate(asked), /wrong shape, content: /);
  });

  const never = new Promise<never>(() => undefined);
  const base: AiSdkModel = {
    specificationVersion: "v4",
    provider: "deaf",
    modelId: "d",
    doGenerate: () => never,
    doStream: async () => ({ stream: new ReadableStream({ pull: () => never }) }),
  };

  test("time-outs and aborts hold for a provider that ignores its signal", async () => {
    await assert.rejects(fromAiSdk(base, { timeoutMs: 20 }).generate(asked), /nothing was heard for 20 ms/);
    const stream = fromAiSdk(base, { timeoutMs: 20 }).stream?.(asked);
    await assert.rejects(stream?.next() ?? Promise.resolve(), /nothing was heard for 20 ms/);
    const controller = new AbortController();
    const work = fromAiSdk(base).generate(asked, controller.signal);
    controller.abort(new Error("enough"));
    await assert.rejects(work, /enough/);
  });

  test("a stream that ends without its finish, or with an error part, fails", async () => {
    const parts = (...chunks: unknown[]): AiSdkModel => ({
      ...base,
      doStream: async () => ({
        stream: simulateReadableStream({ chunks, initialDelayInMs: null, chunkDelayInMs: null }),
      }),
    });
    const drain = async (model: AiSdkModel): Promise<void> => {
      for await (const piece of fromAiSdk(model).stream?.(asked) ?? []) assert.equal(piece, "a");
    };
    await assert.rejects(drain(parts({ type: "text-delta", id: "0", delta: "a" })), /broke off after 1 characters/);
    await assert.rejects(drain(parts({ type: "error", error: new Error("boom") })), (error: unknown) => {
      return error instanceof ModelError && /boom/.test(error.message);
    });
  });
});
