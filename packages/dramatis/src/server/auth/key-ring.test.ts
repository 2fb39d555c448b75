import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { InputError } from "../../core/index.ts";
import { mockModel, withCallPath } from "../../model/index.ts";
import { ADA } from "../api/testing-house.ts";
import { HttpFault } from "../http-fault.ts";
import { CHAT, hello, keyedApp, testKeys } from "../testing-app.ts";
import { callerMeter } from "./caller-meter.ts";
import { keyRing } from "./key-ring.ts";
import { addKey, hashOf, revokeKey } from "./keys-file.ts";
import { tokenBucket } from "./token-bucket.ts";

const chat = (headers: Record<string, string> = {}): RequestInit => ({ method: "POST", body: hello(), headers });

test("a key is kept as a hash that only its owner reads, and no key is kept twice", async (t) => {
  const { path, secrets } = await testKeys(t, [{ name: "shop" }]);
  const kept = readFileSync(path, "utf8");
  assert.match(secrets.shop ?? "", /^dramatis_[\w-]{43}$/);
  assert.ok(!kept.includes(secrets.shop ?? "") && kept.includes(hashOf(secrets.shop ?? "")));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const key = { scopes: ["read"], personas: "all" } as const;
  await assert.rejects(addKey(path, { ...key, scopes: ["read"], name: "shop" }), /a key named shop already/);
  for (const name of ["", "a b", "local", "x".repeat(65)]) {
    await assert.rejects(addKey(path, { ...key, scopes: ["read"], name }), InputError, name);
  }
});

test("without a key that is known nothing but health is told", async (t) => {
  const { app, as, secrets } = await keyedApp(t, [{ name: "shop" }]);
  for (const headers of [{}, { authorization: "Bearer dramatis_no" }, { authorization: `Basic ${secrets.shop}` }]) {
    for (const path of [CHAT, "/v1/models", "/api/personas", "/metrics"]) {
      const reply = await app.request(path, path === CHAT ? chat(headers) : { headers });
      assert.deepEqual([reply.status, reply.headers.get("www-authenticate")], [401, "Bearer"], path);
    }
  }
  assert.equal((await app.request("/api/health")).status, 200);
  assert.equal((await app.request(CHAT, chat(as("shop")))).status, 200);
});

test("a key without the scope may not write, and is not told what a persona is made of", async (t) => {
  const { app, as } = await keyedApp(t, [{ name: "reader" }, { name: "owner", scopes: ["read", "write"] }]);
  const create = (key: string): RequestInit => ({
    method: "POST",
    body: JSON.stringify({ text: ADA.replace("Ada", "Bo") }),
    headers: as(key),
  });
  assert.equal((await app.request("/api/personas", create("reader"))).status, 403);
  assert.equal((await app.request("/api/personas", create("owner"))).status, 201);
  const seen = async (key: string): Promise<string> =>
    (await app.request("/api/personas/Ada", { headers: as(key) })).text();
  assert.match(await seen("owner"), /Bolt/);
  assert.doesNotMatch(await seen("reader"), /Bolt/);
});

test("a persona that a key may not reach is 404, in no list and in no hint", async (t) => {
  const files = { "ada.persona.yaml": ADA, "adam.persona.yaml": ADA.replace("Ada", "Adam") };
  const { app, as } = await keyedApp(t, [{ name: "shop", personas: ["ada"] }], { house: { files } });
  const models = await (await app.request("/v1/models", { headers: as("shop") })).text();
  assert.ok(models.includes('"Ada"') && !models.includes("Adam"));
  for (const model of ["Adam", "Adan"]) {
    const reply = await app.request(CHAT, { ...chat(as("shop")), body: hello({ model }) });
    assert.equal(reply.status, 404);
    assert.doesNotMatch((await reply.text()).replaceAll(`"${model}`, "").replaceAll(`\\"${model}`, ""), /Adam/);
  }
  assert.equal((await app.request("/api/personas/Adam", { headers: as("shop") })).status, 404);
});

test("a session of one key is unknown to another", async (t) => {
  const { app, as } = await keyedApp(t, [
    { name: "a", scopes: ["read", "write"] },
    { name: "b", scopes: ["read", "write"] },
  ]);
  const begun = await app.request("/api/sessions", { method: "POST", body: '{"persona":"Ada"}', headers: as("a") });
  const { id } = (await begun.json()) as { id: string };
  assert.equal((await app.request(`/api/sessions/${id}`, { headers: as("a") })).status, 200);
  assert.equal((await app.request(`/api/sessions/${id}`, { headers: as("b") })).status, 404);
});

test("a key that comes too often is 429 until it may again; other keys are not held up", async (t) => {
  let time = 0;
  const keys = [{ name: "shop", perMinute: 2 }, { name: "other" }];
  const { app, as } = await keyedApp(t, keys, { now: () => time });
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++) statuses.push((await app.request(CHAT, chat(as("shop")))).status);
  assert.deepEqual(statuses, [200, 200, 429]);
  const refused = await app.request(CHAT, chat(as("shop")));
  // Two a minute: one every 30 s.
  assert.equal(refused.headers.get("retry-after"), "30");
  assert.equal((await app.request(CHAT, chat(as("other")))).status, 200);
  time = 30_000;
  assert.equal((await app.request(CHAT, chat(as("shop")))).status, 200);
});

test("what a key may spend is held, and a reply that is left early is paid for too", async (t) => {
  // Two tokens out at a dollar a token, nothing for what goes in.
  const price = { input: 0, output: 1e6 };
  const model = withCallPath(mockModel({ default: { reply: "ten letter", tokens: 2 }, price }), { meter: callerMeter });
  const keys = [
    { name: "shop", budget: 5 },
    { name: "poor", budget: 3 },
    { name: "none", budget: 0 },
    { name: "free" },
  ];
  const { app, as, lines } = await keyedApp(t, keys, { house: { model } });
  const statuses = async (key: string, times: number): Promise<number[]> => {
    const found: number[] = [];
    for (let i = 0; i < times; i++) found.push((await app.request(CHAT, { ...chat(as(key)), body: bodyOf() })).status);
    return found;
  };
  // No more tokens are expected of a first call than it allows.
  const bodyOf = (): string => hello({ max_tokens: 2 });
  assert.deepEqual(await statuses("shop", 3), [200, 200, 429]);
  assert.equal(lines[0]?.cost, 2);
  assert.deepEqual(await statuses("none", 1), [429]);
  const reply = await app.request(CHAT, { ...chat(as("poor")), body: hello({ max_tokens: 2, stream: true }) });
  const reader = reply.body?.getReader();
  // The role, then "ten": 3 letters, of which a token is four at most.
  for (let i = 0; i < 2; i++) await reader?.read();
  await reader?.cancel();
  const refused = await app.request(CHAT, { ...chat(as("poor")), body: bodyOf() });
  // Of three dollars one or two are spent: with one, the next call may be made.
  const left = 3 - Number(lines.at(-2)?.cost);
  assert.ok(left < 3);
  assert.equal(refused.status, left >= 2 ? 200 : 429);
  assert.deepEqual(await statuses("poor", 1), [429]);
  const { error } = (await (await app.request(CHAT, { ...chat(as("none")), body: bodyOf() })).json()) as {
    error: { code: string };
  };
  assert.equal(error.code, "insufficient_quota");
  assert.deepEqual(await statuses("free", 4), [200, 200, 200, 200]);
});

test("a bucket gives a minute's worth at once and then evenly", () => {
  let time = 0;
  const { take } = tokenBucket(60, { now: () => time });
  assert.equal(Array.from({ length: 60 }, take).filter((seconds) => seconds > 0).length, 0);
  assert.equal(take(), 1);
  time = 999;
  assert.equal(take(), 1);
  time = 1000;
  assert.equal(take(), 0);
  time = 10 ** 9;
  assert.equal(
    Array.from({ length: 61 }, take).filter((seconds) => seconds > 0).length,
    1,
    "no more than a minute's worth",
  );
});

test("a file of keys that changes is read again: what is taken out is refused, and all where it is gone", async (t) => {
  const { path, secrets } = await testKeys(t, [{ name: "a" }, { name: "b" }]);
  const told: string[] = [];
  const ring = await keyRing(path, { tell: (message) => void told.push(message) });
  const admits = (name: string): Promise<string> =>
    ring.admit(`Bearer ${secrets[name]}`).then(
      ({ caller }) => caller.key,
      (error: unknown) => (error instanceof HttpFault ? String(error.status) : "?"),
    );
  assert.deepEqual([await admits("a"), await admits("b")], ["a", "b"]);
  await revokeKey(path, "a");
  assert.deepEqual([await admits("a"), await admits("b")], ["401", "b"]);
  writeFileSync(path, '{"schema":');
  assert.equal(await admits("b"), "b", "as before");
  assert.match(told[0] ?? "", /the keys are as before/);
  rmSync(path);
  assert.equal(await admits("b"), "401");
  await assert.rejects(revokeKey(path, "a"), InputError);
});

test("a file that holds something else is one line", async (t) => {
  const { path } = await testKeys(t, [{ name: "a" }]);
  writeFileSync(path, '{"schema":"dramatis.keys/1","keys":[{"name":"a"}]}');
  await assert.rejects(keyRing(path), InputError);
});
