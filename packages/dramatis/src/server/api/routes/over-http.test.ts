import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { meter } from "../../../model/index.ts";
import { createApp } from "../../app.ts";
import type { KeyRing } from "../../auth/key-ring.ts";
import { HttpFault } from "../../http-fault.ts";
import type { Caller } from "../caller.ts";
import { ADA, type TestHouse, testHouse } from "../testing-house.ts";

// The routes through the whole server: what is sent and read, and what a key is told.

type Send = (
  what: string,
  options?: { body?: unknown; key?: string; headers?: Record<string, string> },
) => Promise<Response>;

const CALLERS: Record<string, Caller> = {
  mine: { key: "mine", scopes: ["read", "write"], personas: "all" },
  other: { key: "other", scopes: ["read", "write"], personas: "all" },
  reader: { key: "reader", scopes: ["read"], personas: ["Ada"] },
};

async function server(t: TestContext, options: TestHouse & { keyed?: boolean } = {}): Promise<Send> {
  const house = await testHouse(t, options);
  const door: KeyRing = {
    isKeyed: true,
    isBudgeted: false,
    admit: async (authorization = "") => {
      const caller = CALLERS[authorization.replace("Bearer ", "")];
      if (caller === undefined) throw new HttpFault(401, "no key");
      return { caller, meter: meter() };
    },
  };
  const app = createApp(house, options.keyed ? { door } : {});
  return async (what, { body, key, headers = {} } = {}) => {
    const [method = "", path = ""] = what.split(" ");
    const isBytes = body instanceof Uint8Array;
    return app.request(`http://localhost${path}`, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": isBytes ? "application/octet-stream" : "application/json" }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(body !== undefined && { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
  };
}

test("a persona is written, imported and seen; a script in it is served as text only", async (t) => {
  const send = await server(t);
  const evil = "<script>alert(1)</script>";
  const card = { spec: "chara_card_v2", spec_version: "2.0", data: { name: evil, description: evil, first_mes: evil } };
  const bytes = new TextEncoder().encode(JSON.stringify(card));
  const imported = await send("POST /api/import", { body: bytes, headers: { "x-filename": "card.json" } });
  const { personas } = (await imported.json()) as { personas: { text: string }[] };
  assert.equal(imported.status, 200);
  // The name has a slash, which no address can hold.
  const refused = await send("POST /api/personas", { body: { text: personas[0]?.text } });
  assert.equal(refused.status, 400);
  const text = personas[0]?.text.replace(/^name: .*$/m, 'name: "<img src=x onerror=alert(1)>"');
  const created = await send("POST /api/personas", { body: { text } });
  assert.equal(created.status, 201);
  const path = `/api/personas/${encodeURIComponent("<img src=x onerror=alert(1)>")}`;
  for (const response of [refused, created, await send(`GET ${path}`), await send("GET /api/personas")]) {
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  }
  const picture = await send(`GET ${path}/portrait`);
  assert.match(String(picture.headers.get("content-security-policy")), /sandbox/);
  assert.ok(!/<script|onerror/.test(await picture.text()));
  const etag = String((await send("GET /api/personas/Ada")).headers.get("etag"));
  const body = { text: ADA.replace("Porto", "Braga") };
  assert.equal((await send("PUT /api/personas/Ada", { body, headers: { "if-match": etag } })).status, 200);
  const late = await send("PUT /api/personas/Ada", { body, headers: { "if-match": etag } });
  const { current, error } = (await late.json()) as { current: string; error: { code: string } };
  assert.deepEqual([late.status, error.code, `"${current}"` === etag], [412, "stale_version", false]);
});

test("a conversation over server-sent events, which another key cannot see", async (t) => {
  const send = await server(t, { keyed: true, script: { default: "I hike every Sunday." }, nli: () => "entail" });
  assert.equal((await send("GET /api/sessions")).status, 401);
  const begun = await send("POST /api/sessions", { body: { persona: "ada" }, key: "mine" });
  const { id } = (await begun.json()) as { id: string };
  assert.equal(begun.status, 201);
  const said = await send(`POST /api/sessions/${id}/messages`, { body: { text: "Hello." }, key: "mine" });
  assert.match(String(said.headers.get("content-type")), /^text\/event-stream/);
  const stream = await said.text();
  assert.match(stream, /^event: piece\ndata: \{"text":/);
  const [, last = ""] = /event: message\ndata: (.*)\n\n$/.exec(stream) ?? [];
  const { evidence } = JSON.parse(last) as { evidence: { nli: { entailed: { id: string }[] } } };
  assert.deepEqual(
    evidence.nli.entailed.map((flag) => flag.id),
    ["hike", "dog"],
  );
  for (const [what, body] of [
    [`GET /api/sessions/${id}`, undefined],
    [`POST /api/sessions/${id}/messages`, { text: "Hello?" }],
    [`POST /api/sessions/${id}/regenerate`, undefined],
    [`DELETE /api/sessions/${id}`, undefined],
  ] as const) {
    assert.equal((await send(what, { body, key: "other" })).status, 404, what);
  }
  const again = await send(`POST /api/sessions/${id}/regenerate`, { key: "mine" });
  assert.match(await again.text(), /event: message/);
});

test("a key that may only read talks, and learns nothing of what the persona is made of", async (t) => {
  const send = await server(t, { keyed: true });
  const key = "reader";
  const { id } = (await (await send("POST /api/sessions", { body: { persona: "Ada" }, key })).json()) as { id: string };
  const said = await (await send(`POST /api/sessions/${id}/messages`, { body: { text: "Hello." }, key })).text();
  const read = await (await send("GET /api/personas/Ada", { key })).text();
  assert.ok(!/Bolt/.test(said + read));
  const forbidden = [
    "GET /api/personas/Ada/diff",
    "POST /api/validate",
    "POST /api/import",
    "DELETE /api/personas/Ada",
  ];
  for (const what of forbidden) assert.equal((await send(what, { key })).status, 403, what);
});
