import assert from "node:assert/strict";
import { after, test } from "node:test";
import { embedderConformance } from "../core/conformance/embedder.ts";
import { BudgetError } from "../core/index.ts";
import { meter } from "./meter.ts";
import { openaiEmbedder } from "./openai-embedder.ts";
import { fakeEmbedder } from "./testing.ts";
import { type Step, type TestingServer, testingServer } from "./testing-server.ts";

const servers: TestingServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function serving(script: Parameters<typeof testingServer>[0]): Promise<TestingServer> {
  const server = await testingServer(script);
  servers.push(server);
  return server;
}

const inputOf = (body: unknown): string[] => (body as { input: string[] }).input;
const vectors = (embeddings: number[][], more: object = {}): Step => ({
  body: { data: embeddings.map((embedding, index) => ({ index, embedding })), ...more },
});

// Replies are made beforehand since a step is not asynchronous: the fake's vectors, three times as long.
const texts = ["I have two dogs.", "The weather is fine today.", "Zoë 👋 likes tea", "tea", "length"];
texts.push("word ".repeat(10_000));
const known = new Map<string, number[]>();
for (const [index, vector] of (await fakeEmbedder(16).embed(texts)).entries()) {
  known.set(texts[index] as string, [...vector.map((component) => component * 3)]);
}

embedderConformance(async () => {
  const server = await serving(({ body }) => vectors(inputOf(body).map((text) => known.get(text) as number[])));
  return openaiEmbedder({ model: "e", baseUrl: server.url });
});

test("scales to length 1, learns dim, sends batches, keeps the order of index and meters", async () => {
  const server = await serving(({ body }) => {
    const data = inputOf(body).map((text, index) => ({ index, embedding: text === "a" ? [3, 4] : [0, 2] }));
    return { body: { data: data.reverse(), usage: { prompt_tokens: 10 } } };
  });
  const till = meter();
  const embedder = openaiEmbedder({
    model: "e",
    baseUrl: `${server.url}/v1`,
    batch: 2,
    meter: till,
    price: { input: 1, output: 0 },
  });
  assert.equal(embedder.dim, 0);
  const found = await embedder.embed(["a", "b", "a"]);
  // (3, 4) has length 5: (0.6, 0.8).
  assert.deepEqual(
    found.map((vector) => [...vector].map((component) => Number(component.toFixed(6)))),
    [
      [0.6, 0.8],
      [0, 1],
      [0.6, 0.8],
    ],
  );
  assert.equal(embedder.dim, 2);
  assert.equal(server.seen[0]?.path, "/v1/embeddings");
  // Two requests of 10 tokens at $1 a million.
  assert.deepEqual(till.usage(), { inputTokens: 20, outputTokens: 0, cost: 20e-6 });
});

test("refuses vectors of another number, length or size", async () => {
  const cases: [Step, RegExp][] = [
    [vectors([]), /1 embeddings were asked for, 0 came/],
    [vectors([[1], [2]]), /1 embeddings were asked for, 2 came/],
    [vectors([[1, 2, 3]]), /a vector has length 3, expected 2/],
    [vectors([[0, 0]]), /a vector is zero/],
    [{ body: { data: [{ index: 9, embedding: [1, 2] }] } }, /1 embeddings were asked for, 1 came/],
    [{ body: { data: [{ index: 0, embedding: ["x"] }] } }, /data\.0\.embedding\.0: /],
  ];
  for (const [step, message] of cases) {
    const server = await serving([step]);
    await assert.rejects(openaiEmbedder({ model: "e", baseUrl: server.url, dim: 2 }).embed(["a"]), message);
  }
});

test("is held by the cap before a request is made", async () => {
  const server = await serving([vectors([[1, 2]])]);
  const embedder = openaiEmbedder({
    model: "e",
    baseUrl: server.url,
    meter: meter({ cap: 0.5 }),
    price: { input: 1e6, output: 0 },
  });
  await assert.rejects(embedder.embed(["abcd"]), BudgetError);
  assert.equal(server.seen.length, 0);
});

test("a vector of any length is read", async () => {
  // More numbers than a call takes arguments.
  const server = await serving(() => vectors([Array.from({ length: 200_000 }, () => 2)]));
  const embedder = openaiEmbedder({ model: "e", baseUrl: server.url, retries: 0 });
  const [vector] = await embedder.embed(["a"]);
  assert.equal(vector?.length, 200_000);
  assert.ok(Math.abs((vector?.[0] ?? 0) - 1 / Math.sqrt(200_000)) < 1e-9);
});
