import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Model, ModelError } from "../core/index.ts";
import { mockModel, withCallPath } from "../model/index.ts";
import { ADA } from "./api/testing-house.ts";
import { callerMeter } from "./auth/caller-meter.ts";
import { CHAT, hello, testApp } from "./testing-app.ts";
import { speaker } from "./testing-endpoint.ts";

interface Fault {
  error: { message: string; type: string; code: string | null; param: string | null };
}

const faultOf = async (reply: Response): Promise<Fault["error"]> => ((await reply.json()) as Fault).error;

test("every reply has the headers that keep it from being framed, sniffed and shared, faults too", async (t) => {
  const { app } = await testApp(t);
  for (const path of ["/api/health", "/api/personas", "/nowhere", "/docs"]) {
    const { headers } = await app.request(path);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.match(headers.get("content-security-policy") ?? "", /script-src 'self';.*frame-ancestors 'none'/);
    assert.equal(headers.get("x-frame-options"), "DENY");
    assert.match(headers.get("x-request-id") ?? "", /^[\w-]{36}$/);
    assert.ok(![...headers.keys()].some((name) => name.startsWith("access-control")), "CORS is closed");
  }
});

test("a request's own id is taken where a log can bear it", async (t) => {
  const { app, lines } = await testApp(t);
  const { headers } = await app.request("/api/health", { headers: { "x-request-id": "abc-1" } });
  assert.equal(headers.get("x-request-id"), "abc-1");
  assert.equal(lines[0]?.id, "abc-1");
  const other = await app.request("/api/health", { headers: { "x-request-id": "a b{" } });
  assert.notEqual(other.headers.get("x-request-id"), "a b{");
});

const STRANGERS: [string, string, RequestInit, number][] = [
  [
    "a page of another site that writes",
    `http://localhost${CHAT}`,
    { headers: { origin: "https://evil.example" } },
    403,
  ],
  ["a page without an origin", `http://localhost${CHAT}`, { headers: { origin: "null" } }, 403],
  ["another site, as browsers say", `http://localhost${CHAT}`, { headers: { "sec-fetch-site": "cross-site" } }, 403],
  ["another name for this machine", `http://evil.example${CHAT}`, {}, 403],
  ["our own page", `http://localhost${CHAT}`, { headers: { origin: "http://localhost" } }, 200],
  ["127.0.0.1", `http://127.0.0.1:4173${CHAT}`, {}, 200],
];
for (const [who, url, init, status] of STRANGERS) {
  test(`without keys, ${who} is ${status}`, async (t) => {
    const { app } = await testApp(t);
    assert.equal((await app.request(url, { method: "POST", body: hello(), ...init })).status, status);
  });
}

const BODIES: [string, string, [number, string]][] = [
  ["malformed JSON", '{"model": ', [400, "not JSON"]],
  ["nothing", "", [400, "expected"]],
  ["a list", "[]", [400, "expected"]],
  ["a body of 50 MB", "x".repeat(50 * 2 ** 20), [413, "expected at most 8388608"]],
  // Eight megabytes less what stands around it.
  ["lists within lists", `{"model":"Ada","messages":${"[".repeat(4_000_000)}`, [400, "not JSON"]],
  [
    "tools within tools",
    `{"model":"Ada","messages":[{"role":"user","content":"x"}],"tools":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    [400, "tools"],
  ],
];
for (const [what, body, [status, says]] of BODIES) {
  test(`${what} is ${status} in JSON`, async (t) => {
    const { app } = await testApp(t);
    const reply = await app.request(CHAT, { method: "POST", body });
    assert.equal(reply.status, status);
    const { message } = await faultOf(reply);
    assert.ok(message.includes(says), message);
  });
}

test("a body whose size is not said beforehand is bounded as well", async (t) => {
  const { app } = await testApp(t, { largestBody: 1000 });
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(600));
    },
  });
  // It has no end: it is given up at 64 MiB.
  const reply = await app.request(CHAT, { method: "POST", body, duplex: "half" } as RequestInit);
  assert.equal(reply.status, 413);
});

test("names in an address lead nowhere else", async (t) => {
  const { app } = await testApp(t);
  for (const name of ["..%2F..%2Fetc", "a%5Cb", "%00", "%2e%2e%2fx"]) {
    assert.equal((await app.request(`/api/personas/${name}`)).status, 400, name);
  }
  assert.equal((await app.request("/api/personas/%E0%A4%A")).status, 404, "half an escape is a name like others");
});

test("what is nowhere is 404 in JSON", async (t) => {
  const { app, lines } = await testApp(t);
  const reply = await app.request("/nowhere");
  assert.deepEqual([reply.status, (await faultOf(reply)).message], [404, "nothing at GET /nowhere"]);
  assert.deepEqual([lines[0]?.status, lines[0]?.level, lines[0]?.route], [404, "warn", "none"]);
});

test("a reply that takes too long is 504, and the model is told to stop", async (t) => {
  const model = speaker({ waits: 0 });
  const { app, lines } = await testApp(t, { house: { model }, timeLimitMs: 30 });
  const reply = await app.request(CHAT, { method: "POST", body: hello() });
  assert.deepEqual([reply.status, (await faultOf(reply)).code], [504, "timeout"]);
  await model.stopped;
  assert.equal(lines[0]?.status, 504);
});

test("a client that leaves is logged as such, and the model is let go", async (t) => {
  const freed = Promise.withResolvers<void>();
  const model: Model = {
    id: "endless",
    generate: () => Promise.reject(new Error("is not asked")),
    async *stream() {
      try {
        for (;;) yield "more ";
      } finally {
        freed.resolve();
      }
    },
  };
  const { app, lines } = await testApp(t, { house: { model } });
  const reply = await app.request(CHAT, { method: "POST", body: hello({ stream: true }) });
  assert.equal(lines.length, 0, "it goes on");
  const reader = reply.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await freed.promise;
  assert.equal(lines[0]?.status, 499);
});

test("a server that stops takes nothing new, says so to a watch, and is still well", async (t) => {
  const { app } = await testApp(t, { isStopping: () => true });
  const reply = await app.request(CHAT, { method: "POST", body: hello() });
  assert.deepEqual([reply.status, reply.headers.get("retry-after")], [503, "5"]);
  assert.equal((await app.request("/api/ready")).status, 503);
  assert.equal((await app.request("/api/health")).status, 200);
});

test("ready says how many personas there are", async (t) => {
  const { app } = await testApp(t);
  assert.deepEqual(await (await app.request("/api/ready")).json(), { status: "ready", personas: 1 });
});

test("the log says who answered and what it took, and what was said only where it is asked to", async (t) => {
  for (const logText of [false, true]) {
    const model = withCallPath(mockModel({ default: "Hush, I say." }), { meter: callerMeter });
    const { app, lines } = await testApp(t, { logText, house: { model } });
    await app.request(CHAT, {
      method: "POST",
      body: hello({ messages: [{ role: "user", content: "My PIN is 0000" }] }),
    });
    const [line] = lines;
    assert.deepEqual(
      [line?.event, line?.method, line?.route, line?.status, line?.key, line?.persona],
      ["request", "POST", CHAT, 200, "local", "Ada"],
    );
    assert.ok(Number(line?.inputTokens) > 0 && Number(line?.outputTokens) > 0);
    assert.deepEqual([line?.asked, line?.said], logText ? ["My PIN is 0000", "Hush, I say."] : [undefined, undefined]);
    assert.equal(/PIN|Hush/.test(JSON.stringify(lines)), logText);
  }
});

test("a fault of ours is logged with its place and without its message, and bears no secret", async (t) => {
  const secret = "sk-abcdefgh12345678";
  const env = { MY_API_KEY: "hunter2hunter2" };
  const generate: Model["generate"] = () => Promise.reject(new TypeError(`said ${secret} with ${env.MY_API_KEY}`));
  const { app, lines } = await testApp(t, { house: { model: { id: "m", generate }, env } });
  const reply = await app.request(CHAT, { method: "POST", body: hello() });
  assert.equal(reply.status, 500);
  assert.equal((await faultOf(reply)).message, "unexpected error: said [secret] with [secret]");
  assert.equal(lines[0]?.error, "TypeError");
  assert.match(JSON.stringify(lines[0]?.trace), /app\.test\.ts/);
  assert.doesNotMatch(JSON.stringify(lines), /sk-|hunter2|said/);
});

test("metrics count requests by route and status, and tokens", async (t) => {
  const { app } = await testApp(t, {
    house: { model: { id: "m", generate: () => Promise.reject(new ModelError("m", "server", "down")) } },
  });
  await app.request(CHAT, { method: "POST", body: hello() });
  await app.request("/api/health");
  const text = await (await app.request("/metrics")).text();
  assert.match(text, /dramatis_requests_total\{method="POST",route="\/v1\/chat\/completions",status="502"\} 1/);
  assert.match(text, /dramatis_request_seconds_count\{route="\/api\/health"\} 1/);
  assert.match(text, /dramatis_requests_open 1/);
});

test("the document of the API and its page are there", async (t) => {
  const { app } = await testApp(t, { version: "9.9.9" });
  const document = (await (await app.request("/api/openapi.json")).json()) as {
    info: { version: string };
    paths: object;
  };
  assert.equal(document.info.version, "9.9.9");
  assert.ok(CHAT in document.paths && "/api/personas" in document.paths);
  assert.match(await (await app.request("/docs")).text(), /^<!doctype html>/i);
});

test("the studio is served from its folder, packed, and its addresses are its page", async (t) => {
  const studio = mkdtempSync(join(tmpdir(), "studio-"));
  t.after(() => rmSync(studio, { recursive: true, force: true }));
  mkdirSync(join(studio, "assets"));
  writeFileSync(join(studio, "index.html"), "<!doctype html><title>Studio</title>");
  writeFileSync(join(studio, "assets", "a.js"), "console.log(1);".repeat(100));
  writeFileSync(join(studio, "secret.env"), "KEY=1");
  const { app } = await testApp(t, { studio });
  const html = { headers: { accept: "text/html", "accept-encoding": "gzip" } };
  for (const path of ["/index.html", "/", "/personas/Ada"]) {
    assert.match(await (await app.request(path, html)).text(), /Studio/, path);
  }
  assert.equal((await app.request("/", { method: "HEAD" })).status, 200);
  const script = await app.request("/assets/a.js", html);
  assert.deepEqual(
    ["content-type", "content-encoding", "cache-control"].map((name) => script.headers.get(name)),
    ["text/javascript; charset=utf-8", "gzip", "public, max-age=31536000, immutable"],
  );
  for (const path of ["/secret.env", "/assets/../secret.env", "/assets/..%2fsecret.env", "/assets/none.js"]) {
    assert.equal((await app.request(path)).status, 404, path);
  }
  assert.equal((await app.request("/api/nowhere", html)).status, 404);
});

test("a persona with HTML in every field is text to all who read it", async (t) => {
  const script = "<script>alert(1)</script>";
  const files = { "ada.persona.yaml": ADA.replace("A night nurse from Porto.", `"${script}"`) };
  const { app } = await testApp(t, { house: { files, script: { default: script } } });
  for (const [path, init] of [
    ["/api/personas", {}],
    ["/api/personas/Ada", {}],
    [CHAT, { method: "POST", body: hello() }],
  ] as const) {
    const { headers, status } = await app.request(path, init);
    assert.deepEqual(
      [status, headers.get("content-type"), headers.get("x-content-type-options")],
      [200, "application/json", "nosniff"],
    );
  }
});
