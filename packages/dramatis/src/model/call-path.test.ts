import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { modelConformance } from "../core/conformance/model.ts";
import { BudgetError, type GenerateRequest, ModelError } from "../core/index.ts";
import { callCache } from "./call-cache.ts";
import { withCallPath } from "./call-path.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { meter } from "./meter.ts";
import { mockModel } from "./mock-model.ts";
import { openaiModel } from "./openai-model.ts";
import type { PricedModel } from "./price.ts";
import { chatStep, type Step, streamStep, type TestingServer, testingServer } from "./testing-server.ts";

const folder = mkdtempSync(join(tmpdir(), "dramatis-call-path-"));
const servers: TestingServer[] = [];
after(async () => {
  await Promise.all(servers.map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

const say = (content: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: "user", content }],
  ...more,
});
const noWait = { sleep: async (): Promise<void> => undefined };

async function served(steps: Step[]): Promise<{ model: PricedModel; server: TestingServer }> {
  const server = await testingServer(steps);
  servers.push(server);
  return { server, model: openaiModel({ baseUrl: server.url, model: "m" }) };
}

/** A model whose calls wait until they are let go, and which counts them. */
function gated(): { model: PricedModel; started: AbortSignal[]; open: () => void } {
  const gate = Promise.withResolvers<void>();
  const started: AbortSignal[] = [];
  return {
    started,
    open: gate.resolve,
    model: {
      id: "gated",
      generate: async (_, signal) => {
        if (signal) started.push(signal);
        await gate.promise;
        signal?.throwIfAborted();
        return { text: "ok", finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
      },
    },
  };
}

modelConformance(async () => withCallPath(mockModel({ default: "Hello  there, Zoë 👋" })));

describe("withCallPath over HTTP", () => {
  test("comes back after 429 and 503 as the server asks, and counts one call", async () => {
    const busy = { status: 429, headers: { "retry-after": "3" } };
    const { model, server } = await served([busy, { status: 503 }, chatStep("hi")]);
    const till = meter();
    const waits: number[] = [];
    const path = withCallPath(model, {
      meter: till,
      sleep: async (ms) => {
        waits.push(ms);
      },
    });
    assert.equal((await path.generate(say("x"))).text, "hi");
    assert.equal(server.seen.length, 3);
    assert.equal(waits[0], 3000);
    assert.deepEqual([till.calls, till.failed], [1, 0]);
    assert.deepEqual(till.usage(), { inputTokens: 3, outputTokens: 2 });
  });

  test("a failure for good counts as failed", async () => {
    const { model } = await served([{ status: 400, body: { error: { message: "no such thing" } } }]);
    const till = meter();
    await assert.rejects(withCallPath(model, { meter: till }).generate(say("x")), /status 400: no such thing/);
    assert.deepEqual([till.calls, till.failed], [0, 1]);
  });

  test("never has more calls open than its concurrency", async () => {
    const { model, server } = await served([chatStep("hi", { delayMs: 5 })]);
    const path = withCallPath(model, { concurrency: 3 });
    await Promise.all(Array.from({ length: 20 }, (_, index) => path.generate(say(`${index}`))));
    assert.equal(server.seen.length, 20);
    assert.equal(server.busiest, 3);
  });

  test("a stream is opened again after a fault, is metered, and is known the second time", async () => {
    const { model, server } = await served([{ status: 500 }, streamStep(["a", "b"])]);
    const cache = callCache(join(folder, "stream.sqlite"));
    const till = meter();
    const path = withCallPath(model, { meter: till, cache, ...noWait });
    const pieces = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const piece of path.stream?.(say("x", { seed: 1 })) ?? []) found.push(piece);
      return found;
    };
    assert.deepEqual(await pieces(), ["a", "b"]);
    assert.deepEqual(await pieces(), ["ab"]);
    assert.deepEqual([server.seen.length, till.calls, till.cached], [2, 1, 1]);
    assert.deepEqual(till.usage(), { inputTokens: 3, outputTokens: 2 });
    cache.close();
  });

  test("a stream that is left gives back its place and its socket", async () => {
    const first = 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n';
    const { model, server } = await served([{ chunks: [first], stall: "end" }, chatStep("next")]);
    const path = withCallPath(model, { concurrency: 1 });
    for await (const _ of path.stream?.(say("x")) ?? []) break;
    await server.abandoned();
    assert.equal((await path.generate(say("y"))).text, "next");
  });
});

describe("withCallPath: cache", () => {
  test("a repeatable call is known to another instance on the same file; samples are not", async () => {
    const file = join(folder, "replies.sqlite");
    const { model, server } = await served([chatStep("hi")]);
    const ask = async (request: GenerateRequest): Promise<number> => {
      const cache = callCache(file);
      const till = meter();
      assert.equal((await withCallPath(model, { cache, meter: till }).generate(request)).text, "hi");
      cache.close();
      return till.cached;
    };
    assert.equal(await ask(say("x", { temperature: 0 })), 0);
    assert.equal(await ask(say("x", { temperature: 0 })), 1);
    assert.equal(await ask(say("x", { temperature: 0, maxTokens: 5 })), 0);
    assert.equal(await ask(say("x", { temperature: 0, schema: { type: "object" } })), 0);
    assert.equal(await ask(say("x", { temperature: 1, seed: 3 })), 0);
    assert.equal(await ask(say("x", { temperature: 1, seed: 3 })), 1);
    assert.equal(await ask(say("x", { temperature: 1 })), 0);
    assert.equal(await ask(say("x", { temperature: 1 })), 0);
    assert.equal(server.seen.length, 6);
  });

  test("tools and calls are part of the request, and are known again with the reply", async () => {
    const cache = callCache(join(folder, "tools.sqlite"));
    const till = meter();
    const path = withCallPath(mockModel({ default: { toolCalls: [{ name: "weather" }] } }), { cache, meter: till });
    const tool = { name: "weather", description: "Of a city.", parameters: { type: "object" } };
    const asking = (id: string, tools = [tool]): GenerateRequest => {
      const toolCalls = [{ id, name: "weather", arguments: "{}" }];
      return { messages: [{ role: "assistant", content: "", toolCalls }], tools, temperature: 0 };
    };
    const first = await path.generate(asking("a"));
    assert.deepEqual(first.toolCalls, [{ id: "call-1", name: "weather", arguments: "{}" }]);
    await path.generate(asking("b"));
    await path.generate(asking("a", [{ ...tool, description: "Of a town." }]));
    await path.generate(asking("a", []));
    assert.deepEqual([till.calls, till.cached], [4, 0]);
    assert.deepEqual(await path.generate(asking("a")), first);
    assert.deepEqual([till.calls, till.cached], [4, 1]);
    cache.close();
  });

  test("a damaged entry is asked again", async () => {
    const entries = new Map<string, unknown>();
    const cache = {
      get: (key: string) => entries.get(key),
      put: (key: string, value: unknown) => void entries.set(key, value),
      close: () => undefined,
    };
    const path = withCallPath(mockModel({ default: "hi" }), { cache });
    await path.generate(say("x", { temperature: 0 }));
    for (const key of entries.keys()) entries.set(key, { text: 7 });
    assert.equal((await path.generate(say("x", { temperature: 0 }))).text, "hi");
  });
});

describe("withCallPath: identical calls under way", () => {
  test("are one call when repeatable, and one each when sampled", async () => {
    for (const [temperature, expected] of [
      [0, 1],
      [1, 3],
    ] as const) {
      const { model, open } = gated();
      const till = meter();
      const path = withCallPath(model, { meter: till });
      const work = Promise.all([1, 2, 3].map(() => path.generate(say("x", { temperature }))));
      open();
      assert.deepEqual(
        (await work).map(({ text }) => text),
        ["ok", "ok", "ok"],
      );
      assert.deepEqual([till.calls, till.cached], [expected, 3 - expected]);
    }
  });

  test("one may leave without harm; when all have left the call is aborted", async () => {
    const { model, started, open } = gated();
    const path = withCallPath(model);
    const [first, second] = [new AbortController(), new AbortController()];
    const request = say("x", { temperature: 0 });
    const work = Promise.allSettled([first, second].map(({ signal }) => path.generate(request, signal)));
    await new Promise((resolve) => setImmediate(resolve));
    first.abort(new Error("first"));
    assert.equal(started[0]?.aborted, false);
    second.abort(new Error("second"));
    assert.equal(started[0]?.aborted, true);
    const [one, two] = await work;
    assert.deepEqual(
      [one, two].map((outcome) => outcome?.status === "rejected" && String(outcome.reason)),
      ["Error: first", "Error: second"],
    );
    open();
    assert.equal((await path.generate(request)).text, "ok");
    assert.equal(started.length, 2);
  });
});

describe("withCallPath: budget", () => {
  // $1 a token in and out: "abcd" is 1 token in, and each reply is said to have 2: $3 a call.
  const script = { default: { reply: "x", tokens: 2 }, price: { input: 1e6, output: 1e6 } };

  test("a call that would pass the cap is not made", async () => {
    const till = meter({ cap: 7 });
    const path = withCallPath(mockModel(script), { meter: till });
    const ask = (): Promise<unknown> => path.generate(say("abcd", { maxTokens: 2 }));
    await ask();
    await ask();
    // 3 + 3 are spent; a third call would make 9.
    await assert.rejects(ask(), (error: unknown) => error instanceof BudgetError && error.spent === 6);
    assert.equal(till.calls, 2);
  });

  test("calls under way count before they are paid", async () => {
    const till = meter({ cap: 7 });
    const path = withCallPath(mockModel(script), { meter: till });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => path.generate(say("abcd", { maxTokens: 2 }))));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["fulfilled", "fulfilled", "rejected", "rejected"],
    );
  });

  test("the first call is held too, by its price and size", async () => {
    const path = withCallPath(mockModel(script), { meter: meter({ cap: 2.5 }) });
    await assert.rejects(path.generate(say("abcd", { maxTokens: 2 })), BudgetError);
  });
});

describe("withCallPath: optional members", () => {
  test("are there when the model has them, retried, cached and metered", async () => {
    let attempts = 0;
    const once = <T>(value: T): T => {
      if (attempts++ === 0) throw new HttpStatusError("m", "busy", { status: 429 });
      return value;
    };
    const till = meter();
    const cache = callCache(join(folder, "members.sqlite"));
    const inner: PricedModel = {
      id: "m",
      generate: () => Promise.reject(new ModelError("m", "server", "unused")),
      choose: async () => once([0.25, 0.75]),
      score: async () => ({ sum: -3, tokens: 2 }),
    };
    const path = withCallPath(inner, { meter: till, cache, ...noWait });
    assert.deepEqual([path.stream, path.callsTools], [undefined, undefined]);
    assert.equal(withCallPath({ ...inner, callsTools: true }).callsTools, true);
    const choice = { ...say("abcd"), options: ["a", "b"] };
    assert.deepEqual(await path.choose?.(choice), [0.25, 0.75]);
    assert.deepEqual(await path.choose?.(choice), [0.25, 0.75]);
    assert.deepEqual(await path.score?.({ ...say("abcd"), continuation: "abcdefgh" }), { sum: -3, tokens: 2 });
    assert.equal(attempts, 2);
    // choose: 1 token in, 1 out; score: 1 in, 8 / 4 = 2 out.
    assert.deepEqual([till.usage(), till.cached], [{ inputTokens: 2, outputTokens: 3 }, 1]);
    cache.close();
  });
});
