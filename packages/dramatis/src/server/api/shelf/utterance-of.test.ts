import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../../core/index.ts";
import { utteranceOf } from "./utterance-of.ts";

const schema = "dramatis.persona/1" as const;
const energy = (level: number): NonNullable<Persona["traits"]> => [
  { system: "big5", dimension: "extraversion", level },
];
const voices = { high: ["nova", "coral"], low: ["onyx", "echo", "ash"] };

test("age, gender and energy are told in words, and the pace as a speed", () => {
  const child: Persona = { schema, name: "Ann", identity: { social: { age: 8, gender: "girl" } }, traits: energy(0.9) };
  // 165 + 15 + 60 × 0.4 = 204 words a minute, of 165. 65 + 110 + 110 = 285, odd: the second of two.
  assert.deepEqual(utteranceOf(child, { text: "Hi.", voices }), {
    text: "Hi.",
    voice: "coral",
    instructions: "The speaker is 8 years old, girl. The tone is lively and outgoing.",
    speed: 1.24,
  });
  const old: Persona = {
    ...{ schema, name: "Bo", traits: energy(0.1), style: { language: "German" } },
    identity: { social: { age: 82, sex: "male" } },
  };
  // 165 − 22 − 24 = 119. 66 + 111 = 177 = 3 × 59: the first of three.
  assert.deepEqual(utteranceOf(old, { text: "Hi.", voices }), {
    text: "Hi.",
    voice: "onyx",
    instructions: "The speaker is 82 years old, male. The tone is calm and reserved.",
    speed: 0.72,
    language: "de",
  });
});

test("a persona of whom nothing is said has the model's own voice, unless its facet names one", () => {
  const plain: Persona = { schema, name: "Ann" };
  const text = "Hi \ud800.";
  const instructions = "The tone is natural, as in a chat.";
  assert.deepEqual(utteranceOf(plain, { text, voices: {} }), { text: "Hi \ufffd.", instructions, speed: 1 });
  const named: Persona = { ...plain, facets: { voice: { name: "sage", rate: 450, language: "zh" } } };
  const spoken = utteranceOf({ ...named, style: { language: "Chinese" } }, { text: "Hi.", voices });
  assert.deepEqual([spoken.voice, spoken.speed, spoken.language], ["sage", 1.6, "zh"]);
});
