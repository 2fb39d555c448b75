import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import OpenAI, { AuthenticationError, NotFoundError } from "openai";
import { InputError, type Model } from "../core/index.ts";
import { type TestHouse, testHouse } from "./api/testing-house.ts";
import { keyRing } from "./auth/key-ring.ts";
import { type RunningServer, type ServeOptions, serve } from "./serve.ts";
import { CHAT, hello, testKeys } from "./testing-app.ts";
import { speaker } from "./testing-endpoint.ts";

// Over a real socket, with the clients that people have.

const SCRIPT = { default: "I walk my dog at night." };

async function served(t: TestContext, house: TestHouse = {}, options: ServeOptions = {}): Promise<RunningServer> {
  const server = await serve(await testHouse(t, { script: SCRIPT, ...house }), { port: 0, ...options });
  t.after(() => server.close({ drainMs: 0 }));
  return server;
}

async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}

const MESSAGES = [{ role: "user" as const, content: "What do you do at night?" }];

test("the official client: models, a reply, a stream with usage, embeddings, and its own errors", async (t) => {
  const { path, secrets } = await testKeys(t, [{ name: "shop" }]);
  const { url } = await served(t, {}, { door: await keyRing(path) });
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: secrets.shop ?? "", maxRetries: 0 });
  const models = await all(client.models.list());
  assert.deepEqual(
    models.map(({ id }) => id),
    ["Ada", "embedder"],
  );
  const reply = await client.chat.completions.create({ model: "ada", messages: MESSAGES, user: "eve", seed: 1 });
  assert.equal(reply.choices[0]?.message.content, SCRIPT.default);
  let said = "";
  let tokens = 0;
  const stream = await client.chat.completions.create({
    model: "ada",
    messages: MESSAGES,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const { choices, usage } of stream) {
    said += choices[0]?.delta.content ?? "";
    tokens = usage?.completion_tokens ?? tokens;
  }
  // 23 characters: 6 tokens.
  assert.deepEqual([said, tokens], [SCRIPT.default, 6]);
  const { data } = await client.embeddings.create({ model: "embedder", input: "tea" });
  assert.ok((data[0]?.embedding.length ?? 0) > 0);
  await assert.rejects(client.chat.completions.create({ model: "adda", messages: MESSAGES }), (error) => {
    return error instanceof NotFoundError && error.code === "model_not_found" && /did you mean Ada/.test(error.message);
  });
  const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });
  await assert.rejects(all(stranger.models.list()), AuthenticationError);
});

test("the AI SDK: a text and a stream", async (t) => {
  const { url } = await served(t);
  const model = createOpenAICompatible({ name: "dramatis", baseURL: `${url}/v1` })("ada");
  assert.equal((await generateText({ model, messages: MESSAGES, maxRetries: 0 })).text, SCRIPT.default);
  const pieces = await all(streamText({ model, messages: MESSAGES, maxRetries: 0 }).textStream);
  assert.deepEqual([pieces.join(""), pieces.length > 1], [SCRIPT.default, true]);
});

test("curl: a reply, and a body of 50 MB that is refused in JSON", async (t) => {
  const { url } = await served(t);
  const curl = async (body: string): Promise<{ status: string; json: Record<string, unknown> }> => {
    const type = ["-H", "content-type: application/json"];
    const child = spawn("curl", ["-s", "-w", "\n%{http_code}", ...type, "--data-binary", "@-", `${url}${CHAT}`]);
    child.stdin.on("error", () => undefined).end(body);
    const [json = "", status = ""] = (await text(child.stdout)).split(/\n(?=\d+$)/);
    return { status, json: JSON.parse(json) as Record<string, unknown> };
  };
  const { status, json } = await curl(hello());
  assert.equal(status, "200");
  assert.match(JSON.stringify(json.choices), /I walk my dog/);
  const large = await curl(hello({ pad: "x".repeat(50 * 2 ** 20) }));
  assert.equal(large.status, "413");
  assert.match(JSON.stringify(large.json.error), /expected at most 8388608/);
});

test("a client that hangs up in the middle of a stream frees the model", async (t) => {
  const model = speaker({ waits: 1 });
  const { url } = await served(t, { model });
  const asked = request(`${url}${CHAT}`, { method: "POST" }).end(hello({ stream: true }));
  const [reply] = (await once(asked, "response")) as [NodeJS.ReadableStream];
  await once(reply, "data");
  asked.on("error", () => undefined).destroy();
  await model.stopped;
});

test("a server that is told to stop finishes what is under way, and takes nothing new", async (t) => {
  const pause = Promise.withResolvers<void>();
  const model: Model = {
    id: "slow",
    generate: () => Promise.reject(new Error("is not asked")),
    async *stream() {
      yield "One";
      await pause.promise;
      yield " two";
      return { text: "One two", finish: "stop", usage: { inputTokens: 1, outputTokens: 2 } };
    },
  };
  const { url, close } = await served(t, { model });
  const reply = await fetch(`${url}${CHAT}`, { method: "POST", body: hello({ stream: true }) });
  const closed = close({ drainMs: 60_000 });
  await assert.rejects(fetch(`${url}/api/health`), "it does not listen any more");
  pause.resolve();
  assert.match(await reply.text(), / two.*\[DONE\]/s);
  await closed;
});

test("what is not done in time is told so, and ended", async (t) => {
  const model = speaker({ waits: 1 });
  const { url, close } = await served(t, { model });
  const reply = await fetch(`${url}${CHAT}`, { method: "POST", body: hello({ stream: true }) });
  await close({ drainMs: 10 });
  assert.match(await reply.text(), /"message":"the server stops"/);
  await model.stopped;
});

test("an address that others can reach demands keys", async (t) => {
  const house = await testHouse(t);
  await assert.rejects(serve(house, { host: "0.0.0.0", port: 0 }), (error) => {
    return error instanceof InputError && /without keys.*--new-key/.test(error.message);
  });
});

test("a port in use is one line, or another port where any will do", async (t) => {
  const { url } = await served(t);
  const port = Number(new URL(url).port);
  await assert.rejects(serve(await testHouse(t), { port }), /an address in use/);
  const other = await served(t, {}, { port, isPortFree: true });
  assert.notEqual(new URL(other.url).port, String(port));
});
