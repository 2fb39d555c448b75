import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../core/index.ts";
import { distanceOverPeople, distributionDistance } from "./distribution-distance.ts";
import { questionDistances } from "./question-distances.ts";
import { countAnswers, placedAnswers, type Respondent, type SurveyQuestion } from "./survey-answers.ts";

const near = (found: number | null | undefined, wanted: number, within = 1e-9): void =>
  assert.ok(Math.abs((found as number) - wanted) < within, `${found} is not ${wanted}`);

const ordinal = (id: string, k: number): SurveyQuestion => ({
  id,
  scale: "ordinal",
  options: Array.from({ length: k }, (_, i) => `option ${i + 1}`),
});

test("worked numbers of the specification", () => {
  // F1: p = .1 .2 .4 .3 and all alike: |.15| + |.20| + |.05| = .4; half of .15 + .05 + .15 + .05 = .2
  const four = questionDistances(ordinal("q", 4), [1, 2, 4, 3], [1, 1, 1, 1]);
  near(four.emd, 0.4);
  near(four.emdOfScale, 0.4 / 3);
  near(four.totalVariation, 0.2);
  // B-ANTHOLOGY: .5 .3 .2 and .4 .4 .2
  const three = questionDistances(ordinal("q", 3), [5, 3, 2], [4, 4, 2]);
  near(three.emd, 0.1);
  near(three.totalVariation, 0.1);
  // F5: .5 .3 .2 and .2 .5 .3 have a divergence of .073397 bits, of which this is the root
  near(questionDistances(ordinal("q", 3), [5, 3, 2], [2, 5, 3]).jensenShannon, Math.sqrt(0.073397), 1e-5);
});

test("an option beside the scale moves no distance on it, and one off a scale has none", () => {
  const question: SurveyQuestion = { ...ordinal("q", 3), places: [1, 2, null] };
  const found = questionDistances(question, [1, 1, 8], [1, 1, 0]);
  assert.equal(found.emd, 0);
  near(found.totalVariation, 0.8);
  assert.equal(questionDistances({ ...question, scale: "nominal" }, [1, 1, 8], [1, 1, 0]).emd, null);
  assert.equal(questionDistances(question, [0, 0, 5], [1, 1, 0]).emd, null);
  // Two options at one place are no scale.
  assert.equal(questionDistances({ ...question, places: [1, 1, null] }, [1, 1, 0], [2, 1, 0]).emd, null);
  assert.equal(questionDistances(question, [0, 0, 0], [1, 1, 0]).jensenShannon, null);
});

test("sides, gains and groups", () => {
  const questions = [ordinal("a", 2), ordinal("b", 2)];
  const { overall, groups } = distributionDistance({
    questions,
    human: [
      { question: "a", counts: [80, 20] },
      { question: "b", counts: [60, 40] },
      { question: "a", group: "sex: woman", counts: [30, 10] },
      { question: "b", group: "sex: woman", counts: [20, 20] },
      { question: "a", group: "sex: man", counts: [50, 10] },
    ],
    model: [
      { question: "a", counts: [0.7, 0.3] },
      { question: "a", group: "sex: woman", counts: [0.5, 0.5] },
    ],
  });
  // a: |.8 − .7|; b was not answered. Uniform: .3 and .1; majority: .2 and .4
  near(overall.model.totalVariation.value, 0.1);
  assert.equal(overall.model.totalVariation.n, 1);
  assert.equal(overall.model.totalVariation.missing.unparsed, 1);
  near(overall.uniform.totalVariation.value, 0.2);
  near(overall.majority.totalVariation.value, 0.3);
  near(overall.gainOnUniform.emd.value, 0.2);
  near(overall.gainOnMajority.emd.value, 0.1);
  assert.deepEqual(Object.keys(groups), ["sex: woman"]);
  near(groups["sex: woman"]?.model.emd.value, 0.25);
  assert.throws(
    () => distributionDistance({ questions, human: [{ question: "a", counts: [1] }], model: [] }),
    /invalid counts of a; 2 wanted: 1/,
  );
});

test("the ceiling is what two halves differ by: E|p̂₁ − p̂₂| of hypergeometric halves", () => {
  const { overall } = distributionDistance({
    questions: [ordinal("a", 2)],
    human: [{ question: "a", counts: [500, 500] }],
    model: [],
    halves: 2000,
  });
  // A half of 500 has 250 ± √(500 · ¼ · 500/999) = 7.91 of an option; the halves differ by twice that over 500, and the
  // mean of |normal| is √(2/π) of its deviation: .0316 · .7979 = .0252
  near(overall.ceiling.totalVariation.value, 0.0252, 0.0015);
});

test("nothing to compare has no value", () => {
  const { overall, questions } = distributionDistance({ questions: [], human: [], model: [] });
  assert.equal(overall.model.emd.value, null);
  assert.equal(overall.model.emd.n, 0);
  assert.deepEqual(questions, []);
});

test("counts by group, with weights and probabilities", () => {
  const people: Respondent[] = [
    { weight: 2, groups: { sex: "woman" }, answers: { a: [1, 0] } },
    { groups: { sex: "man" }, answers: { a: [0.25, 0.75] } },
    { answers: { a: null } },
  ];
  assert.deepEqual(countAnswers(people, { questions: [ordinal("a", 2)], by: ["sex"] }), [
    { question: "a", counts: [2.25, 0.75] },
    { question: "a", group: "sex: woman", counts: [2, 0] },
    { question: "a", group: "sex: man", counts: [0.25, 0.75] },
  ]);
  assert.deepEqual(
    placedAnswers(people, [ordinal("a", 2)]).map(({ values }) => values[0]),
    [1, 1.75, null],
  );
});

test("few respondents lie farther by chance, and the interval over them says so", () => {
  const draw = random(3);
  const respondents = Array.from({ length: 20 }, (): Respondent => {
    const first = draw.next() < 0.6;
    return { answers: { a: first ? [1, 0] : [0, 1] } };
  });
  const found = distanceOverPeople({
    questions: [ordinal("a", 2)],
    human: [{ question: "a", counts: [60, 40] }],
    respondents,
  });
  assert.equal(found?.n, 20);
  assert.ok(found?.interval);
  const { low, high } = found.interval;
  assert.ok(low <= found.value && high >= found.value);
  assert.ok(low < 0.05, `${low}`);
  assert.equal(distanceOverPeople({ questions: [], human: [], respondents }), null);
});
