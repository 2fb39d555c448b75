import assert from "node:assert/strict";
import { request } from "node:http";
import { after, describe, test } from "node:test";
import { embedderConformance } from "../core/conformance/embedder.ts";
import { modelConformance } from "../core/conformance/model.ts";
import { InputError, type Model, ModelError, UnsupportedError } from "../core/index.ts";
import { mockModel, openaiEmbedder, openaiModel } from "../model/index.ts";
import { fakeEmbedder } from "../model/testing.ts";
import { openaiEndpoint } from "./openai-endpoint.ts";
import { SAID, servedFor, speaker } from "./testing-endpoint.ts";

const asked = { messages: [{ role: "user" as const, content: "hello" }] };
const TEXT = SAID.map(({ token }) => token).join("");
const afterAll = { after: (work: () => unknown) => after(async () => void (await work())) };

describe("a scripted model behind HTTP", () => {
  modelConformance(async () => {
    const { baseUrl } = await servedFor(afterAll, mockModel({ default: "Hello, Zoë 👋" }), { name: "mock" });
    return openaiModel({ baseUrl, model: "mock", callsTools: false });
  });
});

describe("a model that streams, with log probabilities, behind HTTP", () => {
  modelConformance(async () => {
    const { baseUrl } = await servedFor(afterAll, speaker());
    return openaiModel({ baseUrl, model: "speaker", callsTools: false });
  });
});

describe("an embedder behind HTTP", () => {
  embedderConformance(async () => {
    const embedder = fakeEmbedder();
    const { baseUrl } = await servedFor(afterAll, speaker(), { embedder });
    return openaiEmbedder({ baseUrl, model: embedder.id, dim: embedder.dim });
  });
});

test("every parameter that our client sends reaches the model", async (t) => {
  const model = speaker();
  const { baseUrl } = await servedFor(t, model);
  const full = {
    messages: [
      { role: "system" as const, content: "Be Ada." },
      { role: "user" as const, content: "hello" },
    ],
    schema: { type: "object" },
    temperature: 0,
    topP: 0.9,
    topK: 40,
    minP: 0.05,
    repetitionPenalty: 1.1,
    maxTokens: 7,
    seed: 1,
    stop: ["\n"],
    topLogprobs: 5,
  };
  for (const maxTokensField of ["max_tokens", "max_completion_tokens"] as const) {
    await openaiModel({ baseUrl, model: "speaker", maxTokensField }).generate(full);
  }
  // OpenAI, which wants the other name for maxTokens, refuses these three.
  const { topK: _, minP: __, repetitionPenalty: ___, ...openai } = full;
  assert.deepEqual(model.heard, [full, openai]);
});

test("a stream gives the same text, counts and log probabilities as a whole reply", async (t) => {
  const { baseUrl } = await servedFor(t, speaker());
  const client = openaiModel({ baseUrl, model: "speaker" });
  const whole = await client.generate({ ...asked, topLogprobs: 2 });
  const stream = client.stream?.({ ...asked, topLogprobs: 2 });
  const pieces: string[] = [];
  for (let step = await stream?.next(); step !== undefined; step = await stream?.next()) {
    if (step.done) {
      assert.deepEqual(step.value, whole);
      break;
    }
    pieces.push(step.value);
  }
  assert.deepEqual(
    pieces,
    SAID.map(({ token }) => token),
  );
  assert.equal(whole.text, TEXT);
  assert.deepEqual(whole.usage, { inputTokens: 7, outputTokens: 3 });
  // JSON has no minus infinity; the API says -9999.
  assert.deepEqual(whole.logprobs, [SAID[0], SAID[1], { ...SAID[2], logprob: -9999 }]);
});

test("without logprobs in the request there are none in the reply", async (t) => {
  const { baseUrl } = await servedFor(t, speaker());
  assert.equal((await openaiModel({ baseUrl, model: "speaker" }).generate(asked)).logprobs, undefined);
});

test("the options of a choice are weighed by the log probabilities of their letters", async (t) => {
  const { baseUrl } = await servedFor(t, speaker());
  const chances = await openaiModel({ baseUrl, model: "speaker" }).choose?.({ ...asked, options: ["tea", "milk"] });
  // The speaker gives A 3/4 and " b" 1/4.
  assert.deepEqual(
    chances?.map((chance) => chance.toFixed(6)),
    ["0.750000", "0.250000"],
  );
});

test("the events of a stream: role, one a piece, finish, usage where asked for, [DONE]", async (t) => {
  const { baseUrl } = await servedFor(t, mockModel({ default: "Two words" }), { name: "m" });
  const ask = async (more: object): Promise<string[]> => {
    const reply = await post(baseUrl, { model: "m", ...asked, stream: true, ...more });
    assert.equal(reply.headers.get("content-type"), "text/event-stream; charset=utf-8");
    return (await reply.text()).split("\n\n").map((event) => event.replace(/^data: /, ""));
  };
  const events = await ask({ stream_options: { include_usage: true } });
  assert.deepEqual(events.slice(-2), ["[DONE]", ""]);
  const [first, ...rest] = events.slice(0, -2).map((event) => JSON.parse(event));
  assert.deepEqual(first.choices, [
    { index: 0, delta: { role: "assistant", content: "" }, logprobs: null, finish_reason: null },
  ]);
  assert.deepEqual(
    rest.map(({ choices }) => choices[0]?.delta.content ?? choices[0]?.finish_reason ?? null),
    ["Two", " words", "stop", null],
  );
  // "hello" has 5 characters: 2 tokens; "Two words" has 9: 3 tokens.
  assert.deepEqual(rest.at(-1).usage, { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 });
  const unasked = await ask({});
  assert.ok(!unasked.some((event) => event.includes("usage")));
});

test("a model that does not stream answers a stream in one piece", async (t) => {
  const { generate } = mockModel({ default: "Two words" });
  const { baseUrl } = await servedFor(t, { id: "m", generate });
  const stream = openaiModel({ baseUrl, model: "m" }).stream?.(asked);
  assert.equal((await stream?.next())?.value, "Two words");
});

for (const waits of [0, 1]) {
  test(`a client that leaves ${waits === 0 ? "before the reply" : "a stream"} aborts the generation`, async (t) => {
    const model = speaker({ waits });
    const { baseUrl } = await servedFor(t, model);
    const client = openaiModel({ baseUrl, model: "speaker" });
    if (waits === 0) {
      const abort = new AbortController();
      const reply = client.generate(asked, abort.signal);
      while (model.heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
      abort.abort(new Error("enough"));
      await assert.rejects(reply, /enough/);
    } else {
      for await (const piece of client.stream?.(asked) ?? []) {
        assert.equal(piece, "Hello");
        break;
      }
    }
    assert.ok((await model.stopped) instanceof DOMException);
  });
}

test("closing aborts what is under way", async () => {
  const model = speaker({ waits: 1 });
  const endpoint = await openaiEndpoint(model);
  const stream = openaiModel({ baseUrl: endpoint.baseUrl, model: "speaker" }).stream?.(asked);
  await stream?.next();
  await endpoint.close();
  await model.stopped;
  await assert.rejects(async () => stream?.next(), ModelError);
});

test("a reader that is slow is waited for, and gets everything", async (t) => {
  const piece = "x".repeat(2 ** 16);
  const count = 200;
  const model: Model = {
    id: "long",
    generate: () => Promise.reject(new Error("is not asked")),
    async *stream() {
      for (let i = 0; i < count; i++) yield piece;
      return { text: piece.repeat(count), finish: "length", usage: { inputTokens: 1, outputTokens: count } };
    },
  };
  const { baseUrl } = await servedFor(t, model);
  let characters = 0;
  for await (const part of openaiModel({ baseUrl, model: "long" }).stream?.(asked) ?? []) {
    characters += part.length;
    if (characters % (piece.length * 20) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(characters, count * piece.length);
});

test("models, health and embeddings in base64", async (t) => {
  const embedder = fakeEmbedder(4);
  const { baseUrl } = await servedFor(t, speaker(), { embedder, name: "ada" });
  const listed = (await (await fetch(`${baseUrl}/models`)).json()) as { data: { id: string }[] };
  assert.deepEqual(
    listed.data.map(({ id }) => id),
    ["ada", embedder.id],
  );
  assert.deepEqual(await (await fetch(new URL("/health", baseUrl))).json(), { status: "ok" });
  const body = { model: embedder.id, input: "tea", encoding_format: "base64" };
  const reply = (await (await post(baseUrl, body, "/embeddings")).json()) as { data: { embedding: string }[] };
  const bytes = Uint8Array.from(Buffer.from(reply.data[0]?.embedding ?? "", "base64"));
  assert.deepEqual([new Float32Array(bytes.buffer)], await embedder.embed(["tea"]));
});

const REFUSED: [string, { path?: string; body: unknown }, [number, string, string | null]][] = [
  ["an unknown model", { body: { model: "gpt-4", ...asked } }, [404, 'no model "gpt-4" here', "model"]],
  ["no model", { body: asked }, [400, "model: nothing; expected", "model"]],
  ["no messages", { body: { model: "m", messages: [] } }, [400, "messages: ", "messages"]],
  ["JSON that is not an object", { body: [1] }, [400, "expected", null]],
  ["text that is not JSON", { body: '{"model": ' }, [400, "not JSON", null]],
  ["bytes that are not UTF-8", { body: Buffer.from('"\xe9"', "latin1") }, [400, "not JSON", null]],
  ["nothing", { body: "" }, [400, "not JSON", null]],
  ["a body over the limit", { body: { model: "m", ...asked, pad: "x".repeat(5000) } }, [413, "at most 4096", null]],
  ["n other than 1", { body: { model: "m", ...asked, n: 2 } }, [400, "n: 2", "n"]],
  ["tools", { body: { model: "m", ...asked, tools: [{}] } }, [400, "no model here calls any", "tools"]],
  ["top_logprobs alone", { body: { model: "m", ...asked, top_logprobs: 2 } }, [400, "logprobs: true", "top_logprobs"]],
  ["another path", { path: "/completions", body: {} }, [404, "nothing at POST /v1/completions", null]],
  ["another method", { path: "/models", body: {} }, [405, "expected GET", null]],
  [
    "embeddings without an embedder",
    { path: "/embeddings", body: { model: "e", input: "x" } },
    [404, "no embedder", null],
  ],
];

for (const [what, { path, body }, [status, says, param]] of REFUSED) {
  test(`${what}: ${status} in the shape of OpenAI's errors`, async (t) => {
    const { baseUrl } = await servedFor(t, mockModel({ default: "Hi" }), { name: "m", largestBody: 4096 });
    const reply = await post(baseUrl, body, path);
    assert.equal(reply.status, status);
    const { error } = (await reply.json()) as { error: Record<string, unknown> };
    assert.deepEqual(Object.keys(error), ["message", "type", "param", "code"]);
    assert.equal(error.type, "invalid_request_error");
    assert.ok(String(error.message).includes(says), String(error.message));
    assert.equal(error.param, param);
  });
}

const THROWN: [Error, number][] = [
  [new ModelError("m", "rate_limit", "slow down"), 429],
  [new ModelError("m", "refused_request", "too long"), 400],
  [new ModelError("m", "timeout", "silence"), 504],
  [new InputError({ where: "x", found: "y", expected: "z" }), 400],
  [new UnsupportedError("this", "logprobs", "name another model"), 400],
  [new TypeError("undefined is not\na function"), 500],
];

for (const [error, status] of THROWN) {
  test(`a model that throws ${error.name} (${error.message.slice(0, 12)}) is status ${status}, in a stream too`, async (t) => {
    const model: Model = { id: "m", generate: () => Promise.reject(error) };
    const { baseUrl } = await servedFor(t, model);
    for (const stream of [false, true]) {
      const reply = await post(baseUrl, { model: "m", ...asked, stream });
      assert.equal(reply.status, status);
      const said = ((await reply.json()) as { error: { message: string } }).error.message;
      assert.ok(said.includes(error.message.replace("\n", " ")), said);
    }
  });
}

test("an error in the middle of a stream is told, and the stream does not end well", async (t) => {
  const model: Model = {
    id: "m",
    generate: () => Promise.reject(new Error("is not asked")),
    async *stream() {
      yield "Hello";
      throw new ModelError("m", "server", "fell over");
    },
  };
  const { baseUrl } = await servedFor(t, model);
  const stream = openaiModel({ baseUrl, model: "m" }).stream?.(asked);
  assert.equal((await stream?.next())?.value, "Hello");
  await assert.rejects(async () => stream?.next(), /the server says: m: fell over/);
  assert.doesNotMatch(await (await post(baseUrl, { model: "m", ...asked, stream: true })).text(), /\[DONE\]/);
});

test("an address in use is one line", async (t) => {
  const { baseUrl } = await servedFor(t, speaker());
  const port = Number(new URL(baseUrl).port);
  await assert.rejects(openaiEndpoint(speaker(), { port }), (error) => {
    return error instanceof InputError && error.message.includes(`127.0.0.1:${port}: an address in use`);
  });
});

test("a client that leaves in the middle of its request does no harm", async (t) => {
  const { baseUrl } = await servedFor(t, mockModel({ default: "Hi" }), { name: "m" });
  const half = request(`${baseUrl}/chat/completions`, { method: "POST", headers: { "content-length": 1000 } });
  const lost = new Promise((resolve) => half.on("error", resolve));
  half.write('{"model":', () => half.destroy(new Error("gone")));
  await lost;
  assert.equal((await openaiModel({ baseUrl, model: "m" }).generate(asked)).text, "Hi");
});

function post(baseUrl: string, body: unknown, path = "/chat/completions"): Promise<Response> {
  const text = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return fetch(`${baseUrl}${path}`, { method: "POST", body: text as BodyInit });
}
