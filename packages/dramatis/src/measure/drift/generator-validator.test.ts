import assert from "node:assert/strict";
import { test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import { type Model, UnsupportedError } from "../../core/index.ts";
import { ruleJudge } from "../testing-judge.ts";
import { generatorValidator } from "./generator-validator.ts";
import { exchanges } from "./testing.ts";

const asked = (requested: boolean) => ({ kind: "mode", claim: "It fits Ana.", requested });
const actor = ruleJudge(({ tested }) => ({ reason: "So.", holds: String(tested.reply).includes("sail") }));

measureConformance(generatorValidator, { actor, seed: 42 }, () => exchanges([["Weekend?", asked(true), "I sail."]]));

test("the worked example: requested 1 0 1 0, found 1 0 0 0: .75; the reply that failed is shown", async () => {
  const subject = exchanges([
    ["Q1", asked(true), "I sail."],
    ["Q2", asked(false), "I hate boats."],
    ["Q3", asked(true), "I knit."],
    ["Q4", asked(false), "I ski."],
  ]);
  const measure = generatorValidator();
  const scores = await measure.score(subject, { actor, seed: 42 });
  assert.equal(measure.aggregate(scores).value, 0.75);
  assert.deepEqual(
    scores.map(({ evidence }) => evidence?.turn),
    [undefined, undefined, 5, undefined],
  );
});

test("it is the actor that validates; an empty reply is refused", async () => {
  const subject = exchanges([["Q1", asked(true), " "]]);
  await assert.rejects(generatorValidator().score(subject, { judge: actor, seed: 42 }), { code: "unsupported" });
  const [score] = await generatorValidator().score(subject, { actor, seed: 42 });
  assert.deepEqual([score?.value, score?.missing], [null, "refused"]);
});

test("where the model gives probabilities they decide, over both orders; without them it is asked in words", async () => {
  const subject = exchanges([
    ["Q1", asked(true), "I sail."],
    ["Q2", asked(false), "I sail."],
  ]);
  // Always .9 for what is named first: in both orders together .5, which is no yes.
  const byPlace: Model = { ...actor, choose: async () => [0.9, 0.1] };
  const measure = generatorValidator();
  const values = async (model: Model) =>
    (await measure.score(subject, { actor: model, seed: 42 })).map(({ value }) => value);
  assert.deepEqual(await values(byPlace), [0, 1]);
  const sure: Model = {
    ...actor,
    choose: async ({ options }) => options.map((option) => (option === "yes" ? 0.8 : 0.2)),
  };
  assert.deepEqual(await values(sure), [1, 0]);
  const silent: Model = { ...actor, choose: () => Promise.reject(new UnsupportedError("m", "logprobs", "")) };
  assert.deepEqual(await values(silent), [1, 0]);
});
