import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { v2Card } from "../../../persona/interchange/testing-cards.ts";
import type { Caller } from "../caller.ts";
import { ADA, ask, testHouse } from "../testing-house.ts";

const EVE = ADA.replace("name: Ada", "name: Eve");
const READER: Caller = { key: "reader", scopes: ["read"], personas: "all" };
const EVES: Caller = { key: "eves", scopes: ["read", "write"], personas: ["eve"] };

test("create, read, update and delete, with the version as the ETag", async (t) => {
  const house = await testHouse(t, { files: {} });
  const created = await ask(house, "POST /api/personas", { body: { text: ADA } });
  assert.equal(created.status, 201);
  const version = String(created.json.version);
  assert.equal(created.headers.get("etag"), `"${version}"`);
  const read = await ask(house, "GET /api/personas/ada");
  assert.deepEqual([read.json.text, read.json.version], [ADA, version]);
  assert.equal((read.json.persona as { name: string }).name, "Ada");

  const text = ADA.replace("Sunday", "Monday");
  const put = await ask(house, "PUT /api/personas/Ada", { body: { text }, headers: { "if-match": `"${version}"` } });
  assert.equal(put.status, 200);
  const second = String(put.json.version);
  const late = await ask(house, "PUT /api/personas/Ada", { body: { text: ADA }, headers: { "if-match": version } });
  assert.deepEqual([late.status, late.json.current], [412, second]);
  const careless = await ask(house, "PUT /api/personas/Ada", { body: { text: ADA } });
  assert.equal(careless.status, 428);

  const { json } = await ask(house, "GET /api/personas/Ada/versions");
  assert.equal((json.versions as unknown[]).length, 2);
  const diff = await ask(house, "GET /api/personas/Ada/diff");
  assert.deepEqual(diff.json, {
    before: version,
    after: second,
    changes: ['~ statements.hike.text: "I hike every Sunday." → "I hike every Monday."'],
  });
  const back = await ask(house, "POST /api/personas/Ada/rollback", {
    body: { to: version },
    headers: { "if-match": `"${second}"` },
  });
  assert.equal(back.json.text, ADA);
  assert.equal((await ask(house, "DELETE /api/personas/Ada", { headers: { "if-match": "*" } })).status, 200);
  assert.equal((await ask(house, "GET /api/personas/Ada")).status, 404);
});

test("a persona that a key may not reach is not there, nor among the nearest names", async (t) => {
  const house = await testHouse(t, { files: { "ada.persona.yaml": ADA, "eve.persona.yaml": EVE } });
  const asked = { caller: EVES };
  const { json } = await ask(house, "GET /api/personas", asked);
  assert.deepEqual(
    (json.personas as { name: string }[]).map(({ name }) => name),
    ["Eve"],
  );
  for (const path of ["ada", "adaa", "ada/versions", "ada/portrait", "ada/diff"]) {
    const hidden = await ask(house, `GET /api/personas/${path}`, asked);
    assert.equal(hidden.status, 404, path);
    assert.ok(!JSON.stringify(hidden.json).includes("Ada"), path);
  }
  const headers = { "if-match": "*" };
  assert.equal((await ask(house, "DELETE /api/personas/ada", { ...asked, headers })).status, 404);
  const renaming = { ...asked, headers, body: { text: EVE.replace("Eve", "Mallory") } };
  assert.equal((await ask(house, "PUT /api/personas/eve", renaming)).status, 403);
  assert.equal((await ask(house, "POST /api/personas", { ...asked, body: { text: ADA } })).status, 403);
  assert.match(JSON.stringify((await ask(house, "GET /api/personas/evee", asked)).json), /did you mean Eve\?/);
});

test("who may only read is not told what a persona is made of", async (t) => {
  const house = await testHouse(t);
  const { json } = await ask(house, "GET /api/personas/Ada", { caller: READER });
  assert.deepEqual(Object.keys(json).sort(), ["name", "summary", "version"]);
  writeFileSync(join(house.folder, "bob.persona.yaml"), "secret: [");
  const list = await ask(house, "GET /api/personas", { caller: READER });
  assert.deepEqual(list.json.faults, []);
  const whole = await ask(house, "GET /api/personas");
  assert.equal((whole.json.faults as string[]).length, 1);
});

test("the list has the score of the newest check of each persona", async (t) => {
  const house = await testHouse(t);
  const run = { command: "check" as const, arguments: {}, status: "done" as const, done: 1, total: 1, by: "local" };
  const estimate = { value: 0.5, low: 0.4, high: 0.6, n: 9 };
  const scored = (id: string, startedAt: string): object => ({
    ...run,
    id,
    startedAt,
    scores: [{ persona: "ada", version: "0", measure: "probe-answers", estimate }],
  });
  const unscored = { ...run, id: "c", startedAt: "2026-01-03T00:00:00Z" };
  const runs = [scored("b", "2026-01-02T00:00:00Z"), scored("a", "2026-01-01T00:00:00Z"), unscored];
  t.mock.method(house.runs, "list", async () => runs);
  const { json } = await ask(house, "GET /api/personas");
  const [ada] = json.personas as { lastScore: unknown }[];
  assert.deepEqual(ada?.lastScore, { measure: "probe-answers", estimate, run: "b" });
});

test("a text is validated with the line at fault, or shown as a prompt", async (t) => {
  const house = await testHouse(t, { files: {} });
  const good = await ask(house, "POST /api/validate", { body: { text: ADA } });
  const blocks = good.json.blocks as { id: string; text: string; tokens: number; fields: string[] }[];
  assert.equal(good.json.ok, true);
  assert.ok(blocks.some(({ text, fields }) => text.includes("Bolt") && fields.includes("statements.dog")));
  assert.equal(
    good.json.tokens,
    blocks.reduce((sum, { tokens }) => sum + tokens, 0),
  );
  const bad = await ask(house, "POST /api/validate", { body: { text: ADA.replace("topic: pet", "topik: pet") } });
  assert.equal(bad.json.ok, false);
  const fault = bad.json.fault as { line: number; found: string; expected: string };
  // The seventh line of ADA.
  assert.deepEqual([fault.line, fault.found], [7, 'unknown key "statements[1].topik"']);
  assert.match(fault.expected, /topic/);
  assert.equal((await ask(house, "POST /api/validate", { body: { text: "\ud800" } })).json.ok, false);
});

test("a card of another tool is read with what is lost, and nothing is kept", async (t) => {
  const house = await testHouse(t, { files: {} });
  const headers = { "x-filename": "..%2F..%2FAda%20Brandt.json" };
  const body = new TextEncoder().encode(JSON.stringify(v2Card));
  const { status, json } = await ask(house, "POST /api/import", { body, headers });
  assert.equal(status, 200);
  const [card] = json.personas as { text: string; losses: string[] }[];
  assert.match(String(card?.text), /name: Ada Brandt/);
  assert.ok((card?.losses.length ?? 0) > 0);
  assert.deepEqual((await ask(house, "GET /api/personas")).json.personas, []);

  const own = await ask(house, "POST /api/import", {
    body: Buffer.from(ADA),
    headers: { "x-filename": "a.persona.yaml" },
  });
  assert.deepEqual(own.json.personas, [{ name: "Ada", text: ADA, losses: [] }]);
  for (const [name, bytes] of [
    ["a.png", "\x89PNG\r\n\x1a\nnot one"],
    ["a.json", "{"],
    ["a.csv", "a,b"],
    ["a.jpg", "\xff\xd8\xff"],
    ["%", ""],
  ] as const) {
    const refused = await ask(house, "POST /api/import", {
      body: Buffer.from(bytes, "latin1"),
      headers: { "x-filename": name },
    });
    assert.equal(refused.status, 400, name);
  }
  assert.equal((await ask(house, "POST /api/import", { body: { some: "json" } })).status, 400);
});

test("a card with script in every field stays text", async (t) => {
  const house = await testHouse(t, { files: {} });
  const evil = "<script>alert(1)</script><img src=x onerror=alert(1)>";
  const name = "<img src=x onerror=alert(1)>";
  const data = Object.fromEntries(
    [
      "name",
      "description",
      "personality",
      "scenario",
      "first_mes",
      "mes_example",
      "creator_notes",
      "system_prompt",
    ].map((key) => [key, key === "name" ? name : evil]),
  );
  const card = {
    spec: "chara_card_v2",
    spec_version: "2.0",
    data: { ...data, tags: [evil], alternate_greetings: [evil] },
  };
  const imported = await ask(house, "POST /api/import", { body: Buffer.from(JSON.stringify(card)) });
  const [persona] = imported.json.personas as { text: string }[];
  const created = await ask(house, "POST /api/personas", { body: { text: persona?.text } });
  assert.equal(created.status, 201);
  const path = encodeURIComponent(name);
  const read = await ask(house, `GET /api/personas/${path}`);
  assert.equal(read.json.name, name);
  const { response } = await ask(house, `GET /api/personas/${path}/portrait`);
  assert.match(String(response?.headers.get("content-security-policy")), /default-src 'none'.*sandbox/);
  assert.ok(!/<script|onerror/i.test(String(await response?.text())));
});

test("the same face in every version, another for another name, and the style that the facet names", async (t) => {
  const house = await testHouse(t, { files: { "ada.persona.yaml": ADA, "eve.persona.yaml": EVE } });
  const face = async (name: string): Promise<string> => {
    const { response } = await ask(house, `GET /api/personas/${name}/portrait`);
    assert.equal(response?.headers.get("content-type"), "image/svg+xml");
    return String(await response?.text());
  };
  const before = await face("Ada");
  assert.match(before, /^<svg .*CC0/s);
  assert.notEqual(before, await face("Eve"));
  writeFileSync(join(house.folder, "ada.persona.yaml"), ADA.replace("Sunday", "Monday"));
  assert.equal(await face("Ada"), before);
  writeFileSync(join(house.folder, "ada.persona.yaml"), `${ADA}facets: { portrait: { style: pixel-art } }\n`);
  assert.notEqual(await face("Ada"), before);
  writeFileSync(join(house.folder, "ada.persona.yaml"), `${ADA}facets: { portrait: { style: photograph } }\n`);
  const refused = await ask(house, "GET /api/personas/Ada/portrait");
  assert.equal(refused.status, 400);

  const { headers } = await ask(house, "GET /api/personas/Eve/portrait");
  const again = await ask(house, "GET /api/personas/Eve/portrait", {
    headers: { "if-none-match": String(headers.get("etag")) },
  });
  assert.equal(again.status, 304);
});

/** A program that says its arguments and input in the shape of a stream's WAV. */
function speaker(folder: string): string {
  const path = join(folder, "espeak-ng");
  const head =
    "RIFF\\377\\377\\377\\177WAVEfmt \\020\\000\\000\\000\\001\\000\\001\\000\\042\\126\\000\\000\\104\\254\\000\\000\\002\\000\\020\\000data\\377\\377\\377\\177";
  writeFileSync(path, `#!/bin/sh\n[ "$4" = "xx+f1" ] && exit 1\nprintf '${head}'\nprintf '%s ' "$@"\n/bin/cat\n`);
  chmodSync(path, 0o755);
  return folder;
}

test("the voice is told from age, gender and energy; the text is no argument", async (t) => {
  const plain = await testHouse(t);
  const missing = await ask({ ...plain, env: { PATH: plain.folder } }, "POST /api/personas/Ada/voice");
  assert.equal(missing.status, 501);
  assert.match(JSON.stringify(missing.json), /apt install espeak-ng/);

  const house = { ...plain, env: { PATH: speaker(plain.folder) } };
  const says = async (extra: string, text?: string): Promise<string> => {
    writeFileSync(join(house.folder, "ada.persona.yaml"), `${ADA}${extra}`);
    const body = text === undefined ? {} : { text };
    const { response, status } = await ask(house, "POST /api/personas/Ada/voice", { body });
    assert.equal(status, 200);
    const wav = Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
    assert.deepEqual([wav.readUInt32LE(4), wav.readUInt32LE(40)], [wav.length - 8, wav.length - 44]);
    return wav.subarray(44).toString();
  };
  // 65 + 100 + 97 = 262 = 5 × 52 + 2 = 8 × 32 + 6: variant f3 or m7.
  const woman = "identity: { social: { age: 80, gender: female } }\n";
  assert.equal(await says(woman), "--stdin --stdout -v en-us+f3 -s 145 -p 43 Hello, I am Ada.");
  const lively =
    "traits: [{ system: big5, dimension: extraversion, level: 1 }]\nidentity: { social: { gender: man } }\n";
  assert.equal(await says(lively, "--help; rm -rf /"), "--stdin --stdout -v en-us+m7 -s 195 -p 60 --help; rm -rf /");
  const child = "identity: { social: { age: 8 } }\nstyle: { language: German }\n";
  assert.match(await says(child), /-v de\+f3 -s 180 -p 75/);
  const named = "facets: { voice: { variant: f1, language: xx } }\n";
  writeFileSync(join(house.folder, "ada.persona.yaml"), `${ADA}${named}`);
  assert.equal((await ask(house, "POST /api/personas/Ada/voice")).status, 400);
});
