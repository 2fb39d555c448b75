// The server, all of its routes. An execution is a visit: a house of its own, and sixteen requests to it. No reply may be a
// 5xx (but of the model, and of what is not installed), none may say where the house lies, and nothing is written outside it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { InputError, type Random } from "../../packages/dramatis/src/core/index.ts";
import { bundledInstruments } from "../../packages/dramatis/src/measure/psychometrics/index.ts";
import { openDesk } from "../../packages/dramatis/src/server/api/desk/open-desk.ts";
import type { House } from "../../packages/dramatis/src/server/api/house.ts";
import type { OpenApiDocument } from "../../packages/dramatis/src/server/api/openapi.ts";
import { ADA, testHouse } from "../../packages/dramatis/src/server/api/testing-house.ts";
import { createApp } from "../../packages/dramatis/src/server/app.ts";
import { keyRing } from "../../packages/dramatis/src/server/auth/key-ring.ts";
import { addKey } from "../../packages/dramatis/src/server/auth/keys-file.ts";
import { serve } from "../../packages/dramatis/src/server/serve.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { type Asked, type Operation, operationsOf, someRequest } from "./http-requests.ts";
import { mutatedBytes, pick } from "./mutations.ts";

const REQUESTS = 16;
/** A client that waits longer has been forgotten. */
const MOST_MS = 20_000;

export const httpTarget: FuzzTarget = {
  name: "http",
  short: 60,
  once: oneOfKinds([
    { share: 8, once: (draws) => visit(draws) },
    { share: 1, once: (draws) => inHouse((house, base) => uninvited(house, base, draws)) },
    { share: 0.2, once: (draws) => inHouse((house) => overSockets(house, draws)) },
  ]),
  replay: (bytes) => {
    const requests = JSON.parse(Buffer.from(bytes).toString()) as (Omit<Asked, "body"> & { body?: string })[];
    return inHouse(async (house, base) => {
      const app = createApp(house);
      for (const { body, ...rest } of requests) {
        await answered(app, { ...rest, ...(body !== undefined && { body: Buffer.from(body) }) }, base);
      }
    });
  },
};

type App = ReturnType<typeof createApp>;

let document: Operation[] | undefined;

async function operations(app: App): Promise<readonly Operation[]> {
  document ??= operationsOf((await (await app.request("http://localhost/api/openapi.json")).json()) as OpenApiDocument);
  return document;
}

/** A house with two personas in a folder beside which nothing may change. */
async function inHouse(use: (house: House, base: string) => Promise<void>): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), "fuzz-http-"));
  const folder = join(base, "house");
  try {
    for (const name of ["house", "outside"]) mkdirSync(join(base, name));
    writeFileSync(join(base, "secret"), "secret");
    writeFileSync(join(base, "outside", "secret"), "secret");
    const files = {
      "ada.persona.yaml": ADA,
      "bo.persona.yaml": ADA.replace("name: Ada", "name: Bo Ek"),
      "broken.persona.yaml": "name: [",
    };
    const plain = await testHouse({ after: () => undefined }, { folder, files });
    const { personas, config, env } = plain;
    const runs = openDesk({
      folder: join(folder, ".dramatis", "runs"),
      personas,
      config,
      env,
      now: () => plain.now(),
      // What a run does is read by others; here it is asked for.
      perform: async ({ command }) => {
        if (command === "check") throw new InputError({ where: "run", found: "nothing", expected: "something" });
        return { result: { command }, report: "<p>Hi.</p>" };
      },
    });
    const house = { ...plain, runs };
    await use(house, base);
    await runs.close();
    assert.deepEqual(readdirSync(base).sort(), ["house", "outside", "secret"], "something was made beside the house");
    assert.deepEqual(readdirSync(join(base, "outside")), ["secret"], "something was made outside");
    for (const path of ["secret", "outside/secret"]) assert.equal(readFileSync(join(base, path), "utf8"), "secret");
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function visit(draws: Random): Promise<void> {
  return inHouse(async (house, base) => {
    const app = createApp(house);
    const known = new Map<string, string[]>(
      Object.entries({
        name: ["Ada", "ada", "Bo Ek"],
        persona: ["Ada", "Bo Ek"],
        personas: ["Ada"],
        model: ["understudy", "openai:x", "http://localhost:1/v1#x"],
        population: ["us-adults"],
        instrument: [...bundledInstruments()],
        text: [ADA, "name: [", "Hi."],
        version: [],
        id: ["hike", "s1"],
      }),
    );
    const all = await operations(app);
    for (let count = 0; count < REQUESTS; count++) {
      const asked = someRequest(pick(all, draws), known, draws);
      learn(known, await answered(app, asked, base));
    }
  });
}

/** What one reply names, the next request asks for. */
function learn(known: Map<string, string[]>, reply: string): void {
  for (const [, name = "", value = ""] of reply.matchAll(/"(id|version|to|case|a|session|run)":"([^"\\]{1,80})"/g)) {
    for (const key of name === "version" ? ["version", "to", "before", "after"] : [name, "a", "b"]) {
      const values = known.get(key) ?? [];
      if (values.length < 40 && !values.includes(value)) known.set(key, [...values, value]);
    }
  }
}

async function answered(app: App, asked: Asked, base: string, isKeyed = false): Promise<string> {
  const { method, target, headers, body, isOpen } = asked;
  const what = `${method} ${target} ${JSON.stringify(headers)} ${body?.subarray(0, 300)}`.slice(0, 1_500);
  // An address that no client could send.
  if (!URL.canParse(`http://localhost${target}`)) return "";
  const init = {
    method,
    headers,
    signal: AbortSignal.timeout(MOST_MS),
    ...(body && method !== "GET" && method !== "HEAD" && { body: new Uint8Array(body) }),
  };
  const reply = await app.request(new Request(`http://localhost${target}`, init));
  const said = await reply.text();
  const { status } = reply;
  const code = status < 400 ? undefined : (errorOf(said)?.code ?? "");
  const isOurs = status >= 500 && !/^model_/.test(code ?? "") && status !== 501;
  assert.ok(!isOurs, `${status} ${said.slice(0, 500)}\nto ${what}`);
  assert.ok(
    status < 400 || method === "HEAD" || errorOf(said) !== undefined,
    `${status} is not told as an error\nto ${what}`,
  );
  assert.ok(!said.includes(base), `says where the house lies: ${said.slice(0, 500)}\nto ${what}`);
  assert.equal(reply.headers.get("x-content-type-options"), "nosniff", what);
  assert.ok(reply.headers.has("content-security-policy"), what);
  assert.equal(reply.headers.get("set-cookie"), null, what);
  if (isKeyed && !isOpen) assert.ok([401, 403, 404].includes(status), `${status} without a key\nto ${what}`);
  return said;
}

function errorOf(said: string): { message: string; code: string | null } | undefined {
  try {
    const { error } = JSON.parse(said) as { error?: { message: string; code: string | null } };
    return typeof error?.message === "string" && !error.message.includes("\n") ? error : undefined;
  } catch {
    return undefined;
  }
}

/** Where keys are asked for, nothing is told without one. */
async function uninvited(house: House, base: string, draws: Random): Promise<void> {
  const keys = join(house.folder, ".dramatis", "keys.json");
  mkdirSync(join(house.folder, ".dramatis"), { recursive: true });
  await addKey(keys, { name: "one", scopes: ["read", "write"], personas: "all" });
  const app = createApp(house, { door: await keyRing(keys) });
  const all = await operations(createApp(house));
  for (let count = 0; count < REQUESTS; count++) {
    await answered(app, someRequest(pick(all, draws), new Map([["name", ["Ada"]]]), draws), base, true);
  }
}

const RAW = [
  "GET /api/personas HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
  'POST /api/validate HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 11\r\n\r\n{"text":""}',
  'POST /api/validate HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\nb\r\n{"text":""}\r\n0\r\n\r\n',
  "GET /api/personas/%2e%2e%2f%2e%2e%2fsecret HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
  "GET http://evil.test/api/personas HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
  "GET //evil.test/..%2f HTTP/1.1\r\nhost: localhost:80@evil.test\r\nconnection: close\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
  "GET /docs/../api/health HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n",
].map((request) => Buffer.from(request));

/** Damaged HTTP over a socket: each is answered with less than 500, or cut off, and the server lives on. */
async function overSockets(house: House, draws: Random): Promise<void> {
  const server = await serve(house, { port: 0 });
  try {
    const port = Number(new URL(server.url).port);
    for (let count = 0; count < REQUESTS; count++) {
      const bytes = draws.int(6) === 0 ? pick(RAW, draws) : mutatedBytes(pick(RAW, draws), draws);
      const reply = await sent(port, bytes);
      const [, status = "0"] = /^HTTP\/1\.\d (\d{3})/.exec(reply) ?? [];
      assert.ok(
        Number(status) < 500 && !reply.includes(house.folder),
        `${reply.slice(0, 500)}\nto ${JSON.stringify(bytes.toString("latin1"))}`,
      );
    }
    assert.match(await sent(port, RAW[0] as Buffer), /^HTTP\/1\.1 200/);
  } finally {
    await server.close({ drainMs: 0 });
  }
}

async function sent(port: number, bytes: Buffer): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.setTimeout(MOST_MS, () => socket.destroy(new Error(`no end in ${MOST_MS} ms`)));
  await once(socket, "connect");
  socket.end(bytes);
  try {
    return await textOf(socket);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ECONNRESET") return "";
    throw error;
  } finally {
    socket.destroy();
  }
}
