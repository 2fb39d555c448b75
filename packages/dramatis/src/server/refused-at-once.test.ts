import assert from "node:assert/strict";
import { test } from "node:test";
import { ADA } from "./api/testing-house.ts";
import { servedHouse, type TestServed } from "./testing-served.ts";

// Over a real socket: what cannot be done is said at once, and nothing is begun.

const MODELS: [what: string, spec: string, says: RegExp][] = [
  ["a word that names no model", "gpt-9", /model: "gpt-9"; expected openai:MODEL/],
  ["a kind without a name", "openai:", /expected openai:MODEL/],
  ["an address without a model", "http://localhost:1/v1", /an address without a model/],
  ["an address with a password", "http://a:b@localhost/v1#m", /name or password in it/],
  ["a script that is not there", "mock:nothere.json", /nothere\.json/],
  ["a hosted model without a key", "openai:some", /OPENAI_API_KEY/],
];

function requests(model: string): [string, object][] {
  return [
    ["POST /api/runs", { command: "check", arguments: { persona: "Ada", model } }],
    ["POST /api/runs", { command: "check", arguments: { persona: "Ada", judge: model } }],
    ["POST /api/runs", { command: "survey", arguments: { personas: ["Ada"], instrument: "ipip-50", model } }],
    ["POST /api/sessions", { persona: "Ada", model }],
    ["POST /api/compare", { text: "Hello", sides: [{ persona: "Ada" }, { persona: "Ada", model }] }],
  ];
}

async function refuse({ send }: TestServed, what: string, body: object): Promise<string> {
  const { status, text } = await send(what, body);
  assert.equal(status, 400, `${what}: ${text}`);
  const { error } = JSON.parse(text) as { error: { message: string } };
  assert.ok(!error.message.includes("\n"), "one line");
  return error.message;
}

for (const [what, spec, says] of MODELS) {
  test(`${what} is 400 wherever a model is named`, async (t) => {
    const served = await servedHouse(t, { files: { "ada.persona.yaml": ADA, "m.json": '{"default":"Fine."}' } });
    for (const [where, body] of requests(spec)) assert.match(await refuse(served, where, body), says, where);
    assert.deepEqual(await served.json("GET /api/runs"), { runs: [] });
    assert.deepEqual(await served.json("GET /api/sessions"), { sessions: [] });
  });
}

test("measures and guards that are none are 400 with the nearest", async (t) => {
  const served = await servedHouse(t);
  const check = (more: object): object => ({ command: "check", arguments: { persona: "Ada", ...more } });
  assert.match(
    await refuse(served, "POST /api/runs", check({ measures: ["contradicton"] })),
    /unknown measure "contradicton"/,
  );
  assert.match(await refuse(served, "POST /api/runs", check({ guards: ["persona-gard"] })), /persona-guard/);
  assert.deepEqual(await served.json("GET /api/runs"), { runs: [] });
});
