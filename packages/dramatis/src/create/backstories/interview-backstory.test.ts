import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { UnsupportedError } from "../../core/index.ts";
import { fakeNli, listModel, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { type Critic, criticByModel, criticByNli } from "./critics.ts";
import { interviewBackstory } from "./interview-backstory.ts";

const questions = ["Who are you?", "What do you do?"];
const agrees: Critic = async () => false;

sourceConformance(async () =>
  interviewBackstory({ model: replying("My name is Ada."), count: 2, questions, critic: agrees }),
);

test("every answer is drawn with the transcript so far, and checked by the same model", async () => {
  const fine = JSON.stringify({ contradiction: false, quote: "" });
  const model = listModel(["My name is Ada Moe.", fine, "I keep bees.", fine]);
  const counts = tally();
  const [persona] = await all(interviewBackstory({ model, count: 1, questions, tally: counts }).personas(3));
  assert.equal(persona?.name, "Ada Moe");
  const interview = [
    { question: "Who are you?", answer: "My name is Ada Moe." },
    { question: "What do you do?", answer: "I keep bees." },
  ];
  assert.deepEqual(persona?.facets?.interview, interview);
  assert.match(persona?.identity?.life?.backstory ?? "", /Question: What do you do\?\nAnswer: I keep bees\.$/);
  assert.equal(model.asked[0]?.temperature, 1);
  assert.deepEqual(
    model.asked[2]?.messages.slice(1).map(({ role, content }) => [role, content]),
    [
      ["user", "Who are you?"],
      ["assistant", "My name is Ada Moe."],
      ["user", "What do you do?"],
    ],
  );
  const { asked, kept, calls } = counts.report();
  assert.deepEqual([asked, kept, calls], [1, 1, 4]);
});

test("an interview whose answer contradicts five times is dropped", async () => {
  const critic: Critic = async ({ transcript }) => transcript.length > 0;
  const model = replying("I am Ada.");
  const counts = tally();
  assert.deepEqual(
    await all(interviewBackstory({ model, count: 1, questions, critic, tally: counts }).personas(1)),
    [],
  );
  assert.deepEqual(counts.report().dropped, { "contradicts the interview": 1 });
  assert.equal(model.asked.length, 1 + 5);
});

test("ages are checked before the critic is asked, and a better answer stands", async () => {
  let criticised = 0;
  const critic: Critic = async () => {
    criticised += 1;
    return false;
  };
  const model = listModel(["I am 34.", "I am 40.", "", "I am 34 and a nurse."]);
  const [persona] = await all(interviewBackstory({ model, count: 1, questions, critic }).personas(1));
  assert.match(persona?.identity?.life?.backstory ?? "", /I am 34 and a nurse/);
  assert.equal(criticised, 2);
});

test("a critic that cannot say rejects", async () => {
  const counts = tally();
  const source = interviewBackstory({ model: replying("not json"), count: 1, questions, tries: 2, tally: counts });
  assert.deepEqual(await all(source.personas(1)), []);
  assert.deepEqual(counts.report().dropped, { "critic unparsed": 1 });
});

test("critics", async () => {
  const told = { transcript: [{ question: "Pets?", answer: "I have a dog." }], answer: "I have no pets." };
  assert.equal(await criticByModel(replying({ contradiction: true, quote: "no pets" }))(told), true);
  const nli = fakeNli((premise) => (premise === "I have a dog." ? "contradict" : "neutral"));
  assert.equal(await criticByNli(nli)(told), true);
  assert.equal(await criticByNli(nli)({ ...told, transcript: [] }), false);
  assert.deepEqual(nli.calls, [1]);
});

test("without a model it says what is needed", () => {
  assert.throws(() => interviewBackstory(), UnsupportedError);
});
