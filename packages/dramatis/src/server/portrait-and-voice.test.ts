import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { MockImageModelV4, MockSpeechModelV4 } from "ai/test";
import { PIXEL, wave } from "../model/testing-media.ts";
import type { DramatisConfig } from "../presets/open/config-file.ts";
import { openHouse } from "./api/open-house.ts";
import { ADA } from "./api/testing-house.ts";
import { keyRing } from "./auth/key-ring.ts";
import type { NewKey } from "./auth/keys-file.ts";
import type { LogLine } from "./door/exchange.ts";
import { serve } from "./serve.ts";
import { testKeys } from "./testing-app.ts";

// Over real sockets, with models of the AI SDK in the configuration.

interface Served {
  folder: string;
  lines: LogLine[];
  ask(what: string, options?: { body?: unknown; key?: string; headers?: Record<string, string> }): Promise<Response>;
}

async function served(
  t: TestContext,
  config: DramatisConfig,
  keys?: (Partial<NewKey> & { name: string })[],
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "portraits-"));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  const house = await openHouse({ folder, config, env: { PATH: "", ACME_API_KEY: "very-secret-key" } });
  const { path, secrets } = await testKeys(t, keys ?? []);
  const lines: LogLine[] = [];
  const door = keys && { door: await keyRing(path) };
  const server = await serve(house, { port: 0, log: (line) => void lines.push(line), ...door });
  t.after(async () => {
    await server.close({ drainMs: 0 });
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    lines,
    ask(what, { body, key, headers = {} } = {}) {
      const [method = "", address = ""] = what.split(" ");
      const shown = key === undefined ? {} : { authorization: `Bearer ${secrets[key]}` };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      return fetch(`${server.url}${address}`, { method, headers: { ...shown, ...headers }, ...sent });
    },
  };
}

const FACE = "/api/personas/Ada/portrait";
const VOICE = "/api/personas/Ada/voice";
const kindOf = (response: Response): string | null => response.headers.get("content-type");

/** A brush that says how often it was used, and with what. */
function brush(): { model: MockImageModelV4; prompts: (string | undefined)[]; fail(error?: Error): void } {
  const prompts: (string | undefined)[] = [];
  let fault: Error | undefined;
  const model = new MockImageModelV4({
    provider: "acme",
    modelId: "brush",
    doGenerate: async ({ prompt }) => {
      prompts.push(prompt);
      if (fault) throw fault;
      return {
        images: [PIXEL],
        warnings: [],
        response: { timestamp: new Date(0), modelId: "brush", headers: undefined },
      };
    },
  });
  return {
    model,
    prompts,
    fail: (error) => {
      fault = error;
    },
  };
}

test("a portrait is painted once, when it is asked for; then it is shown, and kept over versions and restarts", async (t) => {
  const { model, prompts } = brush();
  const { folder, ask, lines } = await served(t, { portrait: { model } });
  assert.equal(kindOf(await ask(`GET ${FACE}`)), "image/svg+xml");
  assert.deepEqual(await (await ask("GET /api/media")).json(), { painter: "acme:brush", voice: null });
  assert.deepEqual(prompts, [], "nothing is paid for by looking");

  const painted = await ask(`POST ${FACE}`);
  assert.deepEqual(await painted.json(), { painter: "acme:brush", painted: true });
  assert.match(String(prompts[0]), /A night nurse from Porto\./);
  assert.doesNotMatch(String(prompts[0]), /Ada|Bolt/);
  const face = await ask(`GET ${FACE}`);
  assert.deepEqual([kindOf(face), face.headers.get("cache-control")], ["image/png", "private, no-cache"]);
  assert.match(String(face.headers.get("content-security-policy")), /sandbox/);
  assert.equal(face.headers.get("x-content-type-options"), "nosniff");
  assert.deepEqual(Buffer.from(await face.arrayBuffer()), PIXEL);
  const known = { "if-none-match": String(face.headers.get("etag")) };
  assert.equal((await ask(`GET ${FACE}`, { headers: known })).status, 304);

  assert.deepEqual(await (await ask(`POST ${FACE}`)).json(), { painter: "acme:brush", painted: false });
  writeFileSync(join(folder, "ada.persona.yaml"), ADA.replace("Sunday", "Monday"));
  assert.equal(kindOf(await ask(`GET ${FACE}`)), "image/png", "another version that looks the same");
  assert.equal(prompts.length, 1);
  await ask(`POST ${FACE}`, { body: { again: true } });
  assert.equal(prompts.length, 2);
  assert.equal(readdirSync(join(folder, ".dramatis", "portraits")).length, 1);
  assert.equal(lines.filter((line) => line.painter === "acme:brush").length, 2);

  writeFileSync(join(folder, "ada.persona.yaml"), ADA.replace("night nurse", "diver"));
  assert.equal(kindOf(await ask(`GET ${FACE}`)), "image/svg+xml", "it looks otherwise now");
});

test("a model that fails is said in a line without secrets, is logged, and the drawing stays", async (t) => {
  const { model, fail } = brush();
  const { ask, lines } = await served(t, { portrait: { model } });
  fail(new Error("refused for\nvery-secret-key"));
  const refused = await ask(`POST ${FACE}`);
  const { error } = (await refused.json()) as { error: { message: string } };
  assert.deepEqual([refused.status, error.message], [502, "acme:brush: refused for [secret]"]);
  assert.deepEqual([lines.at(-1)?.level, lines.at(-1)?.status], ["error", 502]);
  assert.equal(kindOf(await ask(`GET ${FACE}`)), "image/svg+xml");
});

test("only a key that may write has portraits painted, and within its budget", async (t) => {
  const { model, prompts } = brush();
  const { ask } = await served(t, { portrait: { model, price: 0.04 } }, [
    { name: "reader" },
    { name: "owner", scopes: ["read", "write"], budget: 0.05 },
  ]);
  assert.equal((await ask(`POST ${FACE}`, { key: "reader" })).status, 403);
  assert.equal((await ask(`POST ${FACE}`)).status, 401);
  assert.equal((await ask(`POST ${FACE}`, { key: "owner" })).status, 200);
  const beyond = await ask(`POST ${FACE}`, { key: "owner", body: { again: true } });
  assert.deepEqual([beyond.status, prompts.length], [429, 1]);
  assert.equal(kindOf(await ask(`GET ${FACE}`, { key: "reader" })), "image/png", "who may read sees it");
});

test("no page of another site has anything painted or said", async (t) => {
  const { model, prompts } = brush();
  const { ask } = await served(t, { portrait: { model } });
  const headers = { origin: "http://elsewhere.example" };
  assert.equal((await ask(`POST ${FACE}`, { headers })).status, 403);
  assert.equal((await ask(`POST ${VOICE}`, { headers })).status, 403);
  assert.deepEqual(prompts, []);
});

test("without an image model there is nothing to paint with, and without a voice nothing is said", async (t) => {
  const { ask } = await served(t, {});
  assert.deepEqual(await (await ask("GET /api/media")).json(), { painter: null, voice: null });
  const refused = await ask(`POST ${FACE}`);
  assert.equal(refused.status, 501);
  assert.match(await refused.text(), /name an image model as portrait in dramatis\.config\.ts/);
  assert.match(await (await ask(`POST ${VOICE}`)).text(), /apt install espeak-ng/);
});

test("a speech model says what it is given, for who may read, and each key pays for its own", async (t) => {
  const calls: { text: string; voice?: string; instructions?: string }[] = [];
  let audio: Uint8Array = wave();
  const model = new MockSpeechModelV4({
    provider: "acme",
    modelId: "throat",
    doGenerate: async ({ text, voice, instructions }) => {
      calls.push({ text, ...(voice && { voice }), ...(instructions && { instructions }) });
      return { audio, warnings: [], response: { timestamp: new Date(0), modelId: "throat" } };
    },
  });
  // 262 is even: a high voice where nothing says, and the first of two.
  const config = { voice: { model, price: 1000, high: ["nova", "coral"], low: ["onyx"] } };
  const { ask, lines } = await served(t, config, [{ name: "a", budget: 0.03 }, { name: "b" }]);
  assert.deepEqual(await (await ask("GET /api/media", { key: "a" })).json(), { painter: null, voice: "acme:throat" });
  const said = await ask(`POST ${VOICE}`, { key: "a", body: { text: "I like the sea." } });
  assert.deepEqual([said.status, kindOf(said), said.headers.get("cache-control")], [200, "audio/wav", "no-store"]);
  assert.deepEqual(Buffer.from(await said.arrayBuffer()), wave());
  const tone = "The tone is natural, as in a chat.";
  assert.deepEqual(calls, [{ text: "I like the sea.", voice: "nova", instructions: tone }]);
  // 15 characters at a thousand dollars a million.
  assert.deepEqual([lines.at(-1)?.cost, lines.at(-1)?.voiceActor], [0.015, "acme:throat"]);
  assert.ok(!JSON.stringify(lines).includes("the sea"));
  // 15 are paid, and 16 more go beyond 30.
  assert.equal((await ask(`POST ${VOICE}`, { key: "a", body: { text: "I like the seas." } })).status, 429);
  assert.equal((await ask(`POST ${VOICE}`, { key: "b" })).status, 200);
  assert.equal(calls.at(-1)?.text, "Hello, I am Ada.");
  for (const text of ["", "x".repeat(1001), 3]) {
    assert.equal((await ask(`POST ${VOICE}`, { key: "b", body: { text } })).status, 400);
  }
  audio = new Uint8Array(400);
  const bare = await ask(`POST ${VOICE}`, { key: "b" });
  const { error } = (await bare.json()) as { error: { message: string } };
  assert.deepEqual([bare.status, error.message.split("\n").length], [502, 1]);
});
