import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { InputError, UnsupportedError } from "../core/index.ts";
import { callCache } from "./call-cache.ts";
import { meter } from "./meter.ts";
import { mockModel } from "./mock-model.ts";
import { openEmbedder, openModel, openNli } from "./open-roles.ts";
import { chatStep, type Step, type TestingServer, testingServer } from "./testing-server.ts";

const folder = mkdtempSync(join(tmpdir(), "dramatis-roles-"));
const servers: TestingServer[] = [];
after(async () => {
  await Promise.all(servers.map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

const say = { messages: [{ role: "user" as const, content: "x" }] };
const server = await testingServer(({ path }) =>
  path.endsWith("/nli") ? { body: { verdicts: [{ entail: 1, neutral: 0, contradict: 0 }] } } : chatStep("hi"),
);
servers.push(server);

describe("openModel", () => {
  test("a missing key prints the line that sets it", async () => {
    const open = openModel({ kind: "openai", model: "gpt-4o-mini" }, { env: {} });
    await assert.rejects(open, (error: unknown) => {
      return error instanceof InputError && error.message.endsWith("export OPENAI_API_KEY=sk-...");
    });
    await assert.rejects(
      openEmbedder({ kind: "openai", model: "e" }, { env: { OPENAI_API_KEY: " " } }),
      /OPENAI_API_KEY: not set/,
    );
  });

  test("the key goes to OPENAI_BASE_URL and to no other server", async () => {
    const sent = async (env: Record<string, string>, kind: "openai" | "http"): Promise<string | undefined> => {
      const spec = kind === "http" ? { kind, baseUrl: server.url, model: "m" } : { kind, model: "m" };
      await (await openModel(spec, { env })).generate(say);
      return server.seen.at(-1)?.headers.authorization;
    };
    const home = { OPENAI_API_KEY: "k", OPENAI_BASE_URL: `${server.url}/v1` };
    assert.equal(await sent(home, "openai"), "Bearer k");
    assert.equal(await sent(home, "http"), "Bearer k");
    assert.equal(await sent({ OPENAI_API_KEY: "k" }, "http"), undefined);
    assert.equal(await sent({ OPENAI_API_KEY: "k", OPENAI_BASE_URL: "http://127.0.0.1:1/v1" }, "http"), undefined);
    assert.equal(await sent({ OPENAI_BASE_URL: `${server.url}/v1` }, "openai"), undefined);
  });

  test("an address that is none is named", async () => {
    const open = openModel({ kind: "openai", model: "m" }, { env: { OPENAI_BASE_URL: "localhost" } });
    await assert.rejects(open, /OPENAI_BASE_URL: "localhost"; expected an address/);
  });

  test("understudy does not talk, and the line that sets another model is printed", async () => {
    await assert.rejects(openModel({ kind: "understudy" }, { role: "judge" }), (error: unknown) => {
      return error instanceof UnsupportedError && error.need === "judge" && /--judge openai:/.test(error.message);
    });
  });

  test("scripts and recordings", async () => {
    const script = join(folder, "script.json");
    const recording = join(folder, "recording.jsonl");
    writeFileSync(script, JSON.stringify({ default: "hello" }));
    const till = meter();
    const model = await openModel({ kind: "mock", path: script }, { record: recording, meter: till });
    assert.equal((await model.generate(say)).text, "hello");
    assert.equal(till.calls, 1);
    const replay = await openModel({ kind: "recorded", path: recording });
    assert.equal((await replay.generate(say)).text, "hello");
    assert.equal(replay.id, model.id);

    await assert.rejects(openModel({ kind: "mock", path: join(folder, "none") }), /none: no such file/);
    writeFileSync(script, "{");
    await assert.rejects(openModel({ kind: "mock", path: script }), /script\.json:1: JSON that ends too soon/);
  });
});

describe("openNli", () => {
  const pair = { premise: "a", hypothesis: "b" };

  test("judge uses the judge model, once per pair", async () => {
    // One reply only: a second question would fail.
    const judge = mockModel({ replies: ['{"reason": "", "verdict": "neutral"}'] });
    const nli = await openNli({ kind: "judge" }, { judge: async () => judge });
    assert.equal((await nli.judge([pair]))[0]?.neutral, 1);
    assert.equal((await nli.judge([pair]))[0]?.neutral, 1);
    await assert.rejects(openNli({ kind: "judge" }), UnsupportedError);
  });

  test("http: verdicts are metered, and kept in the cache for the next process", async () => {
    const judged = async (): Promise<number[]> => {
      const cache = callCache(join(folder, "calls.sqlite"));
      const till = meter();
      const nli = await openNli({ kind: "http", url: `${server.url}/nli` }, { cache, meter: till });
      assert.equal((await nli.judge([pair]))[0]?.entail, 1);
      cache.close();
      return [till.calls, till.cached, till.unpriced, till.usage().inputTokens];
    };
    // "a" and "b" are a token each.
    assert.deepEqual(await judged(), [1, 0, 1, 2]);
    assert.deepEqual(await judged(), [0, 1, 0, 0]);
  });

  test("http: a server that cannot answer is refused when it is opened, after one request; a busy one is not", async () => {
    const asked = async (step: Step): Promise<{ error: unknown; requests: number }> => {
      const faulty = await testingServer([step]);
      servers.push(faulty);
      const error = await openNli({ kind: "http", url: faulty.url }).then(
        () => undefined,
        (error: unknown) => error,
      );
      return { error, requests: faulty.seen.length };
    };
    for (const step of [{ status: 401 }, { status: 404 }, { cut: true, chunks: [] }, { body: { scores: [] } }]) {
      const { error, requests } = await asked(step);
      assert.ok(error instanceof InputError && error.message.startsWith("--nli: nli:http://127.0.0.1:"), String(error));
      assert.equal(requests, 1);
    }
    for (const status of [429, 503]) assert.deepEqual(await asked({ status }), { error: undefined, requests: 1 });
    await assert.rejects(
      openNli({ kind: "http", url: "http://127.0.0.1:1/nli" }),
      /^InputError: --nli: .*ECONNREFUSED/,
    );
  });

  test("a folder: its verdicts, or one line on what is wrong with it", async () => {
    const fixture = join(import.meta.dirname, "../../../understudy/fixtures/tiny-nli");
    const nli = await openNli({ kind: "onnx", folder: fixture });
    assert.match(nli.id, /^onnx:tiny-nli@[0-9a-f]{8}$/);
    const [verdict] = await nli.judge([{ premise: "a", hypothesis: "no" }]);
    assert.ok((verdict?.contradict as number) > 0.7);
    const none = join(folder, "none");
    await assert.rejects(openNli({ kind: "onnx", folder: none }), (error: unknown) => {
      const start = `--nli: ${join(none, "config.json")}: cannot be read (ENOENT); expected the folder of`;
      return error instanceof InputError && error.message.startsWith(start);
    });
  });
});
