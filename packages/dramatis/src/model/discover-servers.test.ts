import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { cleanText } from "../core/index.ts";
import { discoverServers, type FoundServer } from "./discover-servers.ts";
import { parseModelSpec } from "./model-spec.ts";
import { type Step, testingServer } from "./testing-server.ts";

/** Long enough that no server of a test is late. */
const PATIENT = 30_000;

async function portOf(t: TestContext, step: Step): Promise<number> {
  const server = await testingServer([step]);
  t.after(() => server.close());
  return Number(new URL(server.url).port);
}

async function found(t: TestContext, step: Step, timeoutMs = PATIENT): Promise<FoundServer[]> {
  return discoverServers({ servers: [{ name: "x", port: await portOf(t, step) }], timeoutMs });
}

function listOf(...ids: string[]): Step {
  return { body: { object: "list", data: ids.map((id) => ({ id, object: "model" })) } };
}

test("servers come in their order, with what to type for each model", async (t) => {
  const [a, b] = [await portOf(t, listOf("llama3.2:latest", "qwen/qwen3-4b@q4_k_m")), await portOf(t, listOf())];
  const page = { name: "page", port: await portOf(t, { body: "<html>" }) };
  const servers = [{ name: "b", port: b }, page, { name: "a", port: a }];
  assert.deepEqual(await discoverServers({ servers, timeoutMs: PATIENT }), [
    { name: "b", port: b, models: [] },
    {
      name: "a",
      port: a,
      models: [
        { id: "llama3.2:latest", spec: `http://localhost:${a}/v1#llama3.2:latest` },
        { id: "qwen/qwen3-4b@q4_k_m", spec: `http://localhost:${a}/v1#qwen/qwen3-4b@q4_k_m` },
      ],
    },
  ]);
});

const OTHERS: [string, Step][] = [
  ["a status", { status: 404, ...listOf("m") }],
  ["a page", { headers: { "content-type": "text/html" }, body: "<html>" }],
  ["another shape", { body: { models: ["m"] } }],
  ["a list of more than 1 MB", listOf("x".repeat(2 ** 20))],
  ["a lost connection", { chunks: ['{"data":'], cut: true }],
];

for (const [what, step] of OTHERS) {
  test(`${what} is no server`, async (t) => {
    assert.deepEqual(await found(t, step), []);
  });
}

test("silence is no server", async (t) => {
  assert.deepEqual(await found(t, { stall: "headers" }, 50), []);
  assert.deepEqual(await found(t, { chunks: ["{"], stall: "end" }, 50), []);
});

test("a port that nobody listens at is no server", async () => {
  const server = await testingServer([{}]);
  await server.close();
  const servers = [{ name: "x", port: Number(new URL(server.url).port) }];
  assert.deepEqual(await discoverServers({ servers, timeoutMs: PATIENT }), []);
});

test("a redirection is not followed", async (t) => {
  const other = await testingServer([listOf("m")]);
  t.after(() => other.close());
  assert.deepEqual(await found(t, { status: 302, headers: { location: `${other.url}/v1/models` } }), []);
  assert.equal(other.seen.length, 0);
});

test("names that cannot be shown are left out; all others are read back from what is typed, in any shell", async (t) => {
  const ids = fc.sample(fc.string({ unit: "binary", minLength: 1, maxLength: 12 }), { seed: 1, numRuns: 200 });
  const all = [...ids, "a b#c%20", "'; $(rm) `x` &", "\u001b[31mred", "名前"];
  const [server] = await found(t, listOf(...all));
  const shown = all.filter((id) => cleanText(id) === id && id !== "");
  assert.ok(shown.length > 20);
  assert.deepEqual(
    server?.models.map(({ id }) => id),
    shown,
  );
  for (const { id, spec } of server?.models ?? []) {
    assert.match(spec, /^[\w./:@+,#%-]+$/);
    const parsed = parseModelSpec(spec);
    assert.equal(parsed.kind === "http" && parsed.model, id);
  }
});
