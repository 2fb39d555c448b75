import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, chatSession } from "../../act/index.ts";
import type { Generation, Model, Persona } from "../../core/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { answer, type Chat } from "./chat-turn.ts";

const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: ["dogs", "hiking", "tea"].map((id) => ({ id, text: `I can talk of ${id} for hours and hours.` })),
  style: { examples: ["Blisters heal."] },
};

/** A chat with a model of a small context that ends its replies in a certain way; gives the notices so far. */
function small(contextTokens: number, finish: Generation["finish"] = "stop"): { chat: Chat; notices: string[] } {
  const usage = { inputTokens: 1, outputTokens: 1 };
  const model: Model = { id: "small", contextTokens, generate: async () => ({ text: "Yes.", finish, usage }) };
  const notices: string[] = [];
  const chat: Chat = {
    session: chatSession({ agent: agent(ADA, { model, settings: { maxTokens: 20 } }), session: "s" }),
    screen: {
      line: async () => undefined,
      say: () => undefined,
      notice: (text) => void notices.push(text),
      whileWorking: () => () => undefined,
    },
    voice: "lines",
    paint: (_style, text) => text,
    nli: async () => fakeNli(() => "neutral"),
    saved: new Set(),
    told: new Set(),
  };
  return { chat, notices };
}

test("what has no room in the prompt is said, each thing once", async () => {
  const { chat, notices } = small(150);
  for (const line of ["Hi.", "And?"]) {
    chat.session.hear(line);
    await answer(chat);
  }
  assert.deepEqual(notices, [
    "1 statement was left out, for the context is too small: tea",
    "left out as well: style.examples.0",
  ]);
});

test("several statements are one line; a context that is full is said once", async () => {
  const { chat, notices } = small(110);
  for (const line of ["Hi.", "And what else?", "word ".repeat(20)]) {
    chat.session.hear(line);
    await answer(chat);
  }
  assert.deepEqual(notices, [
    "3 statements were left out, for the context is too small: tea, hiking, dogs",
    "left out as well: style.examples.0",
    "the context is full; from now on the oldest turns are left out",
  ]);
});

for (const [finish, says] of [
  ["length", "the reply was cut off; --max-tokens allows more"],
  ["filter", "the reply was cut off by the filter of the model's provider"],
] as const) {
  test(`a reply that ends by ${finish} is said to`, async () => {
    const { chat, notices } = small(4000, finish);
    chat.session.hear("Hi.");
    await answer(chat);
    assert.deepEqual(notices, [says]);
  });
}
