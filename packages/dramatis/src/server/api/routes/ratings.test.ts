import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { keyRing } from "../../auth/key-ring.ts";
import { testKeys } from "../../testing-app.ts";
import { servedHouse } from "../../testing-served.ts";
import { ADA } from "../testing-house.ts";

// Over a real socket, with the house that a server opens.

const FILES = { "ada.persona.yaml": ADA, "bo.persona.yaml": ADA.replace("Ada", "Bo") };

interface Pair {
  persona: string;
  version: string;
  prompt: { role: string; content: string }[];
  chosen: string;
  rejected: string;
  model?: string;
  over?: { persona: string; version: string; model?: string };
  why?: string;
}

const asked = (more: object = {}): object => ({
  text: "And you?",
  history: [
    { speaker: "user", text: "I hike." },
    { speaker: "Ada", text: "So do I." },
  ],
  preferred: { persona: "ada", model: "understudy", text: "Every Sunday." },
  over: { persona: "Ada", model: "openai:small", text: "As an AI, I do not." },
  why: "It is hers.",
  ...more,
});

test("sides of a comparison are rated as a pair, in the file of the sessions' ratings", async (t) => {
  const { folder, send, json } = await servedHouse(t, { files: FILES });
  const { version } = await json<{ version: string }>("GET /api/personas/Ada");
  const pair = await json<Pair>("POST /api/preferences", asked());
  assert.deepEqual(pair.prompt, [
    { role: "user", content: "I hike." },
    { role: "assistant", content: "So do I." },
    { role: "user", content: "And you?" },
  ]);
  const { persona, chosen, rejected, model, over, why } = pair;
  assert.deepEqual([persona, pair.version, model], ["Ada", version, "understudy"]);
  assert.deepEqual([chosen, rejected, why], ["Every Sunday.", "As an AI, I do not.", "It is hers."]);
  assert.deepEqual(over, { persona: "Ada", version, model: "openai:small" });
  const bo = { persona: "Bo", version: version.slice(0, 8), text: "No." };
  // Bo has no version of Ada's: the two differ by their names.
  assert.equal((await send("POST /api/preferences", asked({ over: bo }))).status, 404);
  const { text } = await send("GET /api/preferences");
  assert.deepEqual(JSON.parse(text), pair);
  assert.equal(readFileSync(join(folder, "preferences.jsonl"), "utf8"), text);
});

test("what is no pair is refused, and nothing is kept of it", async (t) => {
  const { send } = await servedHouse(t, { files: FILES });
  const same = { persona: "Ada", text: "Every Sunday." };
  const wrong: [object, number, RegExp][] = [
    [asked({ over: same }), 400, /both texts are the same/],
    [asked({ over: { persona: "Adda", text: "No." } }), 404, /did you mean Ada/],
    [asked({ over: { persona: "Ada", version: "00000000", text: "No." } }), 404, /has no version/],
    [asked({ preferred: { persona: "Ada", text: "" } }), 400, /preferred/],
    [asked({ more: 1 }), 400, /more/],
  ];
  for (const [body, status, says] of wrong) {
    const reply = await send("POST /api/preferences", body);
    assert.equal(reply.status, status, reply.text);
    assert.match(reply.text, says);
  }
  assert.equal((await send("GET /api/preferences")).text, "");
});

test("a key rates and exports what it may reach, and no other's", async (t) => {
  const keys = [{ name: "ada", personas: ["Ada"] }, { name: "all" }];
  const { path, secrets } = await testKeys(t, keys);
  const { send } = await servedHouse(t, { files: FILES, options: { door: await keyRing(path) } });
  const as = (key: string): Record<string, string> => ({ authorization: `Bearer ${secrets[key]}` });
  const withBo = asked({ over: { persona: "Bo", text: "No." } });
  assert.equal((await send("POST /api/preferences", withBo, as("ada"))).status, 404);
  assert.equal((await send("POST /api/preferences", asked(), as("ada"))).status, 201);
  assert.equal((await send("POST /api/preferences", withBo, as("all"))).status, 201);
  const lines = async (key: string): Promise<Pair[]> => {
    const { text } = await send("GET /api/preferences", undefined, as(key));
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Pair]));
  };
  assert.deepEqual(
    (await lines("ada")).map(({ over }) => over?.persona),
    ["Ada"],
  );
  assert.deepEqual(
    (await lines("all")).map(({ over }) => over?.persona),
    ["Bo"],
  );
});
