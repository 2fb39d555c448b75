import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { UnsupportedError } from "../../core/index.ts";
import { listModel, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { anthology } from "./anthology.ts";

const STORY =
  "My name is Rosa Lind and I am 61. I grew up on a farm in Iowa with four brothers, and I still wake at five. I taught school for thirty years, then my knees gave out, and now I keep bees and write letters to people I have never met.";

sourceConformance(async () => anthology({ model: replying(STORY), count: 2 }));

test("a story is told at temperature 1 and ends where a new question begins", async () => {
  const model = replying(` ${STORY}\n\nQuestion: And what else?\nAnswer: Nothing.`);
  const counts = tally();
  const [persona] = await all(anthology({ model, count: 1, tally: counts }).personas(7));
  assert.equal(persona?.identity?.life?.backstory, STORY);
  assert.equal(persona?.name, "Rosa Lind");
  assert.deepEqual(persona?.facets?.provenance, { "identity.life.backstory": persona?.provenance });
  assert.equal(persona?.provenance?.[0]?.model, "replying");
  const { temperature, topP, maxTokens, stop = [] } = model.asked[0] ?? {};
  assert.deepEqual([temperature, topP, maxTokens], [1, 1, 1500]);
  assert.ok(stop.includes("\nQuestion"));
  assert.equal(counts.report().calls, 1);
});

test("what is too short, or no person's, is dropped and counted", async () => {
  // 40 rough tokens are 160 characters; 161 are 41.
  const model = listModel(["I am fine.", "x".repeat(160), "x".repeat(161), `As an AI language model, ${STORY}`]);
  const counts = tally();
  const kept = await all(anthology({ model, count: 4, tally: counts }).personas(1));
  assert.deepEqual(
    kept.map(({ name }) => name),
    ["Respondent 3"],
  );
  const { asked, kept: keptCount, dropped } = counts.report();
  assert.deepEqual(
    { asked, keptCount, dropped },
    { asked: 4, keptCount: 1, dropped: { "too short": 2, "speaks as a machine": 1 } },
  );
});

test("a story that was cut ends with its last whole sentence", async () => {
  const model = listModel([{ text: `${STORY} And then, one`, finish: "length" }]);
  const [persona] = await all(anthology({ model, count: 1 }).personas(1));
  assert.equal(persona?.identity?.life?.backstory, STORY);
});

test("the preamble is asked until it is answered as wanted, and stands before the story", async () => {
  const preamble = { question: "Are you a citizen?", wanted: /^yes/i };
  const model = listModel(["No.", "Yes, I am.", STORY]);
  const [persona] = await all(anthology({ model, count: 1, preamble }).personas(1));
  assert.deepEqual(persona?.facets?.interview, [{ question: "Are you a citizen?", answer: "Yes, I am." }]);
  assert.match(
    model.asked[2]?.messages[0]?.content ?? "",
    /^Question: Are you a citizen\?\nAnswer: Yes, I am\.\n\nQuestion: Tell/,
  );
  const counts = tally();
  const never = anthology({ model: replying("No."), count: 1, preamble, preambleTries: 3, tally: counts });
  assert.deepEqual(await all(never.personas(1)), []);
  assert.deepEqual(counts.report().dropped, { "preamble not answered as wanted": 1 });
  assert.equal(counts.report().calls, 3);
});

test("without a model it says what is needed", () => {
  assert.throws(() => anthology(), UnsupportedError);
});
