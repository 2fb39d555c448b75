import assert from "node:assert/strict";
import { test } from "node:test";
import { type Message, ModelError } from "../core/index.ts";
import { conversation, type Speaker } from "./conversation.ts";
import { playedUser } from "./played-user.ts";
import { drawStranger } from "./strangers.ts";

const counting: Speaker = async (history) => ({ text: `after ${history.length}` });

test("user and actor take turns, the user first, until the actor has had its turns", async () => {
  const usage = { inputTokens: 3, outputTokens: 1 };
  const actor: Speaker = async () => ({ text: "hi", personaVersion: "v1", model: "m", usage, evidence: { seed: 3 } });
  const { session, messages } = await conversation({
    session: "s",
    user: { name: "user", speak: counting },
    actor: { name: "Ada", speak: actor },
    turns: 2,
  });
  assert.equal(session, "s");
  assert.deepEqual(messages, [
    { session: "s", turn: 0, speaker: "user", text: "after 0" },
    {
      session: "s",
      turn: 1,
      speaker: "Ada",
      text: "hi",
      personaVersion: "v1",
      model: "m",
      usage,
      evidence: { seed: 3 },
    },
    { session: "s", turn: 2, speaker: "user", text: "after 2" },
    {
      session: "s",
      turn: 3,
      speaker: "Ada",
      text: "hi",
      personaVersion: "v1",
      model: "m",
      usage,
      evidence: { seed: 3 },
    },
  ]);
});

test("an abort ends it before the next line", async () => {
  const abort = new AbortController();
  const asked: number[] = [];
  const actor: Speaker = async (history) => {
    asked.push(history.length);
    abort.abort();
    return { text: "bye" };
  };
  const talk = conversation({
    session: "s",
    user: { name: "user", speak: counting },
    actor: { name: "Ada", speak: actor },
    turns: 5,
    signal: abort.signal,
  });
  await assert.rejects(talk, { name: "AbortError" });
  assert.deepEqual(asked, [1]);
});

const said: Message[] = [
  { session: "s", turn: 0, speaker: "Robin", text: "Hi!" },
  { session: "s", turn: 1, speaker: "Ada", text: "Hello." },
];

test("a played user opens from the script, and falls back on it where the model says nothing", async () => {
  const never: Speaker = () => assert.fail("asked before anything was said");
  const opening = await playedUser(never, { seed: 1 })([], {});
  assert.match(opening.text, /\?$/);
  assert.deepEqual(opening.evidence, { scripted: "greeting" });
  assert.equal((await playedUser(counting, { seed: 1 })(said, {})).text, "after 2");

  const mute: Speaker = async () => ({ text: " " });
  const wordless: Speaker = () => Promise.reject(new ModelError("m", "bad_reply", "says nothing"));
  for (const speak of [mute, wordless]) {
    const line = await playedUser(speak, { seed: 1 })(said, {});
    assert.match(line.text, /\?$/);
    assert.deepEqual(line.evidence, { scripted: "the model said nothing" });
  }
  const offline: Speaker = () => Promise.reject(new ModelError("m", "network", "unreachable"));
  await assert.rejects(playedUser(offline, { seed: 1 })(said, {}), { code: "model_network" });
});

test("a stranger never has the persona's name", () => {
  const names = Array.from({ length: 40 }, (_, seed) => drawStranger({ seed, unlike: " robin" }).name);
  assert.ok(!names.includes("Robin"));
  assert.ok(new Set(names).size > 1);
});
