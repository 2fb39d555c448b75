import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, simulateReadableStream } from "ai";
import { MockLanguageModelV3, MockLanguageModelV4 } from "ai/test";
import { modelConformance } from "../core/conformance/model.ts";
import { drain, ModelError } from "../core/index.ts";
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

  const call = { type: "tool-call" as const, toolCallId: "a", toolName: "weather", input: '{"city":"Oslo"}' };
  const byProvider = { ...call, toolCallId: "p", toolName: "search", providerExecuted: true };
  const parameters = { type: "object" as const };
  const tools = [{ name: "weather", description: "Of a city.", parameters }];
  const calling = {
    text: "hm",
    finish: "tool",
    usage: { inputTokens: 3, outputTokens: 2 },
    toolCalls: [{ id: "a", name: "weather", arguments: '{"city":"Oslo"}' }],
  };

  test("tools, calls and results go out as parts; the results of one turn are one message", async () => {
    const inner = mockV4();
    const toolCalls = [
      { id: "a", name: "weather", arguments: '{"city":"Oslo"}' },
      { id: "b", name: "time", arguments: "{oops" },
    ];
    await fromAiSdk(inner).generate({
      messages: [
        ...asked.messages,
        { role: "assistant", content: "", toolCalls },
        { role: "tool", content: "snow", toolCallId: "a" },
        { role: "tool", content: "not JSON", toolCallId: "b" },
        { role: "assistant", content: "So.", toolCalls: toolCalls.slice(0, 1) },
        { role: "tool", content: "of no call", toolCallId: "zzz" },
        { role: "tool", content: "of none" },
      ],
      tools,
    });
    const result = (toolCallId: string, toolName: string, value: string): object => {
      return { type: "tool-result", toolCallId, toolName, output: { type: "text", value } };
    };
    const oslo = { type: "tool-call", toolCallId: "a", toolName: "weather", input: { city: "Oslo" } };
    const { prompt, tools: sent } = inner.doGenerateCalls[0] ?? {};
    assert.deepEqual(sent, [{ type: "function", name: "weather", description: "Of a city.", inputSchema: parameters }]);
    assert.deepEqual(prompt, [
      { role: "user", content: [{ type: "text", text: "hello" }] },
      { role: "assistant", content: [oslo, { type: "tool-call", toolCallId: "b", toolName: "time", input: {} }] },
      { role: "tool", content: [result("a", "weather", "snow"), result("b", "time", "not JSON")] },
      { role: "assistant", content: [{ type: "text", text: "So." }, oslo] },
      { role: "user", content: [{ type: "text", text: "of no call" }] },
      { role: "user", content: [{ type: "text", text: "of none" }] },
    ]);
  });

  test("calls are read from a reply and from a stream, but those that the provider answers itself", async () => {
    const text = { type: "text" as const, text: "hm" };
    const finishReason = { unified: "tool-calls" as const, raw: "tool_calls" };
    const model = fromAiSdk(
      new MockLanguageModelV4({
        doGenerate: { ...whole, content: [text, byProvider, call], finishReason },
        doStream: async () => ({
          stream: simulateReadableStream({
            initialDelayInMs: null,
            chunkDelayInMs: null,
            chunks: [
              { type: "text-delta" as const, id: "0", delta: "hm" },
              { type: "tool-input-start" as const, id: "a", toolName: "weather" },
              { type: "tool-input-delta" as const, id: "a", delta: call.input },
              { type: "tool-input-end" as const, id: "a" },
              byProvider,
              call,
              { type: "finish" as const, finishReason, usage },
            ],
          }),
        }),
      }),
    );
    assert.deepEqual(await model.generate({ ...asked, tools }), calling);
    const stream = model.stream?.({ ...asked, tools });
    assert.deepEqual(await (stream && drain(stream)), calling);
  });

  test("a real provider takes tools and gives calls, over the wire", async (context) => {
    const wire = { id: "a", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } };
    const server = await testingServer([
      {
        body: {
          choices: [{ message: { role: "assistant", content: "hm", tool_calls: [wire] }, finish_reason: "tool_calls" }],
          usage: { prompt_tokens: 3, completion_tokens: 2 },
        },
      },
      chatStep("Snow."),
    ]);
    context.after(() => server.close());
    const model = fromAiSdk(createOpenAICompatible({ name: "acme", baseURL: server.url })("one"));
    const reply = await model.generate({ ...asked, tools });
    assert.deepEqual(reply, calling);
    const { text: content, toolCalls = [] } = reply;
    const said = { role: "assistant" as const, content, toolCalls };
    const found = { role: "tool" as const, content: "snow", toolCallId: "a" };
    assert.equal((await model.generate({ messages: [...asked.messages, said, found], tools })).text, "Snow.");
    const [, { messages } = {}] = server.seen.map(({ body }) => body as Record<string, unknown>);
    assert.deepEqual(messages, [
      asked.messages[0],
      { role: "assistant", content: "hm", tool_calls: [wire] },
      { role: "tool", content: "snow", tool_call_id: "a" },
    ]);
  });

  test("a call of the wrong shape is a bad reply that says where", async () => {
    const giving = (content: unknown): Promise<unknown> =>
      fromAiSdk({ ...base, doGenerate: async () => ({ ...whole, content: [content] }) }).generate({ ...asked, tools });
    const cases: [object, RegExp][] = [
      [{ ...call, input: { city: "Oslo" } }, /wrong shape, input: /],
      [{ ...call, toolCallId: "" }, /wrong shape, toolCalls\.0\.id: /],
    ];
    for (const [content, message] of cases) {
      await assert.rejects(giving(content), (error: unknown) => {
        return error instanceof ModelError && error.fault === "bad_reply" && message.test(error.message);
      });
    }
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
