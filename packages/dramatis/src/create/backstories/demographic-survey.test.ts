import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Persona, UnsupportedError } from "../../core/index.ts";
import { listModel, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { demographicSurvey, readAnswer } from "./demographic-survey.ts";
import { demographicsOf } from "./demographics.ts";

const ada: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  identity: { life: { backstory: "I grew up in Iowa." } },
};
const questions = [{ trait: "party", question: "Which party?", options: ["Democratic", "Republican"] }];
const material = { personas: [ada], questions };

sourceConformance(async () => demographicSurvey({ ...material, model: replying("A"), times: 2 }));

test("answers are counted, and what is no answer beside them", async () => {
  const model = listModel(["A", "(B) Republican", "(A)", "I'd prefer not to say.", "Well, both.", "B."]);
  const counts = tally();
  const [persona] = await all(demographicSurvey({ ...material, model, times: 6, tally: counts }).personas(1));
  assert.deepEqual(demographicsOf(persona as Persona), {
    party: { options: ["Democratic", "Republican"], shares: [0.5, 0.5], asked: 6, refused: 1, unparsed: 1 },
  });
  assert.match(model.asked[0]?.messages[0]?.content ?? "", /I grew up in Iowa/);
  assert.match(model.asked[0]?.messages[1]?.content ?? "", /\(A\) Democratic\n\(B\) Republican/);
  const { asked, kept, calls } = counts.report();
  assert.deepEqual([asked, kept, calls], [1, 1, 6]);
});

test("a model that knows probabilities is asked once", async () => {
  const model = listModel([], { choose: async () => [0.8, 0.2] });
  const [persona] = await all(demographicSurvey({ ...material, model }).personas(1));
  assert.deepEqual(demographicsOf(persona as Persona)?.party?.shares, [0.8, 0.2]);
  assert.equal(model.asked.length, 0);
});

test("a trait that nobody answers has no distribution, and is asked twenty times", async () => {
  const counts = tally();
  const model = replying("I can't answer that.");
  const [persona] = await all(demographicSurvey({ ...material, model, tally: counts }).personas(1));
  const party = demographicsOf(persona as Persona)?.party;
  assert.deepEqual([party?.shares, party?.refused], [null, 20]);
  assert.deepEqual(counts.report().dropped, { refused: 1 });
});

test("answers are read by letter or in the words of an option", () => {
  const options = ["man", "a woman", "Another"];
  const cases: [string, number | string][] = [
    ["b", 1],
    ["Answer: C", 2],
    ["The answer is (A).", 0],
    ["A woman.", 1],
    ["another", 2],
    ["D", "unparsed"],
    ["A person is what I am", "unparsed"],
    ["", "unparsed"],
    ["As an AI I have none.", "refused"],
  ];
  for (const [text, read] of cases) assert.equal(readAnswer(text, options), read, text);
});

test("it says what is needed", () => {
  assert.throws(() => demographicSurvey(), UnsupportedError);
  assert.throws(() => demographicSurvey({ model: replying("A") }), InputError);
});
