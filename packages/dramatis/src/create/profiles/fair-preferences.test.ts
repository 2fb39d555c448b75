import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Model, Persona } from "../../core/index.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { type FairPreference, fairPreferences } from "./fair-preferences.ts";
import { jensenShannon, preferenceWeights } from "./preference-distances.ts";

const personas: Persona[] = ["Ada", "Bo"].map((name) => ({
  schema: "dramatis.persona/1",
  name,
  summary: `${name} votes.`,
}));
const model = (answer = " all "): Model => ({
  id: "m",
  generate: async ({ messages }, signal) => {
    signal?.throwIfAborted();
    const isQuestion = String(messages[0]?.content).includes("Write a question");
    const text = JSON.stringify(isQuestion ? { question: "Who pays?", options: ["All", "Nobody"] } : { answer });
    return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
  },
});
const asked = { personas, groups: ["old people"], topics: ["rent", "buses"] };

sourceConformance(async () => fairPreferences({ ...asked, model: model() }));

test("the distance and the weights of the specification", () => {
  // middle [.4, .3, .3]: (.6·log2 1.5 + .1·log2 .333) / 2 + (.2·log2 .5 + .5·log2 1.667) / 2
  // = (.35098 - .15850 - .2 + .36848) / 2 = .1805
  assert.ok(Math.abs(jensenShannon([0.6, 0.3, 0.1], [0.2, 0.3, 0.5]) - 0.1805) < 5e-5);
  assert.equal(jensenShannon([1, 0], [0, 1]), 1);
  assert.equal(jensenShannon([0.5, 0.5], [0.5, 0.5]), 0);
  assert.throws(() => jensenShannon([1], [0, 1]), RangeError);
  // by the target only: e^1; by all: e^0; by the others only: e^-1; mean (2.718 + 1 + .368) / 3 = 1.362
  const { raw, weights } = preferenceWeights(
    [
      [true, false, false],
      [true, true, true],
      [false, true, true],
    ],
    0,
  );
  assert.deepEqual(
    raw.map((weight) => weight.toFixed(3)),
    ["2.718", "1.000", "0.368"],
  );
  assert.deepEqual(
    weights.map((weight) => weight.toFixed(3)),
    ["1.996", "0.734", "0.270"],
  );
  assert.deepEqual(preferenceWeights([[true]], 0), { raw: [Math.E], weights: [1] });
});

test("each persona answers each question", async () => {
  const counts = tally();
  const [ada, bo] = await all(fairPreferences({ ...asked, model: model(), tally: counts }).personas(0));
  assert.equal(personaSchema.safeParse(ada).success, true);
  const answers = bo?.facets?.fairPreferences as FairPreference[];
  assert.deepEqual(
    answers.map(({ group, topic, answer }) => [group, topic, answer]),
    [
      ["old people", "rent", 0],
      ["old people", "buses", 0],
    ],
  );
  // 2 questions and 2 · 2 answers
  assert.deepEqual([counts.report().asked, counts.report().kept, counts.report().calls], [6, 6, 6]);
});

test("an answer that is no option is dropped, and what is missing is said", async () => {
  const counts = tally();
  const back = await all(fairPreferences({ ...asked, model: model("Perhaps"), tally: counts }).personas(0));
  assert.deepEqual(back, personas);
  assert.deepEqual(counts.report().dropped, { "no option": 4 });
  assert.throws(() => fairPreferences(), /no personas/);
  assert.throws(() => fairPreferences({ personas }), /no groups/);
  assert.throws(() => fairPreferences(asked), /needs actor/);
});
