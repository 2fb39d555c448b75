import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { understudyEmbedder, understudyNli } from "@dramatis/understudy";
import { all } from "../../core/conformance/shared.ts";
import { messagesOf } from "../../model/testing.ts";
import { personaFromSentences } from "../../persona/index.ts";
import { extractPersona } from "./extract-persona.ts";
import { seekerPersona } from "./seeker-persona.ts";
import { sparseCategories } from "./sparse-categories.ts";

const isMissing = ["embedder", "nli"].some((model) => {
  const weights = new URL(`../models/${model}/model.onnx`, import.meta.resolve("@dramatis/understudy"));
  return !existsSync(weights);
});
const skip = isMissing && "the bundled weights are not here";

test("the bundled judge: a talk becomes two personas", { skip }, async () => {
  const nli = await understudyNli({ threads: 1 });
  const messages = messagesOf([
    "Ana: Hi! I'm Ana, I work as a nurse in Leeds. Do you have any pets?",
    "Ben: Yes, two dogs. I wish I had a cat, too. What do you do for fun?",
    "Ana: Hiking mostly. My sister is a vet and she hates it, but I adore dogs.",
    "Ben: Nice. I was just walking with my kids. Do you smoke?",
    "Ana: No, never. I used to live in Rome, now I live in Leeds with my husband.",
    "Ben: I'm a millionaire, just kidding.",
  ]);
  const personas = await all(extractPersona({ transcripts: [{ session: "s", messages }], nli }).personas(0));
  const [ana, ben] = personas.map(({ statements = [] }) => statements.map(({ text }) => text));
  for (const text of [
    "I adore dogs.",
    "I do not smoke.",
    "I used to live in Rome.",
    "I live in Leeds with my husband.",
  ]) {
    assert.ok(ana?.includes(text), `${text} not in ${ana?.join(" ")}`);
  }
  assert.deepEqual(personas[0]?.relations, [{ to: "sister", kind: "sister", view: "vet" }]);
  assert.deepEqual([...(ben ?? [])].sort(), ["I have kids.", "I have two dogs."]);
});

test("the bundled judge: a seeker's persona grows with the talk", { skip }, async () => {
  const nli = await understudyNli({ threads: 1 });
  const messages = messagesOf([
    "seeker: I feel terrible.",
    "supporter: I am here. I am a counsellor.",
    "seeker: I lost my job last month, and my wife is angry.",
    "supporter: Do you have kids?",
    "seeker: I have three kids.",
  ]);
  const { infer } = seekerPersona({ nli });
  assert.equal((await infer(messages.slice(0, 4))).statements, undefined);
  const texts = (await infer(messages)).statements?.map(({ text }) => text) ?? [];
  assert.ok(texts.includes("I have three kids."), texts.join(" "));
  assert.ok(texts.every((text) => !text.includes("counsellor")));
});

test("the bundled embedder: pets and work are two categories", { skip }, async () => {
  const embedder = await understudyEmbedder({ threads: 1 });
  const sentences = ["I have two dogs.", "I love my cats.", "My dog is old.", "I am a nurse.", "I work at a hospital."];
  const persona = personaFromSentences("Ana", [...sentences, "I work night shifts as a nurse."]);
  const [made] = await all(sparseCategories({ personas: [persona], embedder }).personas(0));
  const topics = made?.statements?.map(({ topic }) => topic) ?? [];
  assert.equal(new Set(topics.slice(0, 1).concat(topics[2] ?? "")).size, 1);
  assert.notEqual(topics[0], topics[3]);
});
