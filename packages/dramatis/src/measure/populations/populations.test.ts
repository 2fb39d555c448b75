import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { WeightedRow } from "../../stats/index.ts";
import { correlationStructure } from "./correlation-structure.ts";
import { crossTabs } from "./cross-tabs.ts";
import { demographicWeights, matchDemographics } from "./match-demographics.ts";
import { perceptionGap } from "./perception-gap.ts";
import { personaPreferences, pluralism } from "./persona-preferences.ts";
import type { SurveyQuestion } from "./survey-answers.ts";
import { surveyConsistency } from "./survey-consistency.ts";

const near = (found: number | null | undefined, wanted: number, within = 1e-9): void =>
  assert.ok(Math.abs((found as number) - wanted) < within, `${found} is not ${wanted}`);

/** Three answers of −1 or 1 with exactly these correlations, by weights. */
function correlated(xy: number, xz: number, yz: number): WeightedRow[] {
  return Array.from({ length: 8 }, (_, i) => {
    const [x, y, z] = [i & 1, i & 2, i & 4].map((bit) => (bit === 0 ? -1 : 1)) as [number, number, number];
    return { values: [x, y, z], weight: (1 + xy * x * y + xz * x * z + yz * y * z) / 8 };
  });
}

describe("correlation structure", () => {
  test("the specification's matrices: Frobenius .4, L1 .8, CBS .021277", () => {
    const human = correlated(0.5, 0.2, 0.3);
    const found = correlationStructure({ human, model: correlated(0.3, 0.2, 0.5), resamples: 50 });
    near(found?.distance.frobenius, 0.4);
    near(found?.distance.absolute, 0.8);
    near(found?.distance.cbs, 0.021277, 5e-7);
    assert.deepEqual(found?.compared, [0, 1, 2]);
  });

  test("who missed an answer is out, and so is a question that one side answered alike", () => {
    const human = [...correlated(0.5, 0.2, 0.3), { values: [1, null, 1] }];
    const flat = correlated(0.3, 0.2, 0.5).map(({ values, ...row }) => ({
      ...row,
      values: [values[0] as number, values[1] as number, 3],
    }));
    const found = correlationStructure({ human, model: flat, resamples: 20 });
    near(found?.distance.frobenius, Math.sqrt(2) * 0.2);
    assert.deepEqual(found?.constant, [2]);
    assert.deepEqual(found?.people, { human: 8, model: 8 });
    const constant = human.map(() => ({ values: [1, 1, 1] }));
    assert.equal(correlationStructure({ human, model: constant, resamples: 20 }), null);
  });

  test("halves of many people are nearer than halves of few", () => {
    const people = (times: number): WeightedRow[] =>
      correlated(0.5, 0.2, 0.3).flatMap(({ values, weight = 0 }) =>
        Array.from({ length: Math.round(weight * 40 * times) }, () => ({ values })),
      );
    const ceiling = (times: number): number =>
      correlationStructure({ human: people(times), model: people(times), resamples: 5 })?.ceiling?.frobenius as number;
    assert.ok(ceiling(20) < 0.5 * ceiling(1));
  });
});

test("α of people and of a model, and the difference", () => {
  // Items 1 2 3 and 2 4 3: α 2/3 (stats); two items that always agree: 1
  const human = [
    [1, 2],
    [2, 4],
    [3, 3],
    [3, null],
  ];
  const found = surveyConsistency({
    human,
    model: [
      [1, 1],
      [2, 2],
      [5, 5],
    ],
  });
  near(found.human.value, 2 / 3);
  assert.equal(found.human.missing.failed, 1);
  assert.equal(found.model.value, 1);
  near(found.difference, 1 / 3);
  assert.equal(surveyConsistency({ human, model: [] }).difference, null);
});

describe("demographic matching", () => {
  const weights = [
    [0.9, 0.8, 0.1],
    [0.85, 0.2, 0.3],
    [0.1, 0.7, 0.6],
  ];

  test("the specification's weights: one to one 2.25, greedy 2.45 with the first persona twice", () => {
    const best = matchDemographics(weights);
    assert.deepEqual(best.personas, [1, 0, 2]);
    near(best.sum, 2.25);
    assert.deepEqual([best.reused, best.mostUses, best.unmatched], [0, 1, 0]);
    const greedy = matchDemographics(weights, { how: "greedy" });
    assert.deepEqual(greedy.personas, [0, 0, 1]);
    near(greedy.sum, 2.45);
    near(greedy.mean, 2.45 / 3);
    assert.deepEqual(greedy.uses, [2, 1, 0]);
    assert.deepEqual([greedy.reused, greedy.mostUses], [1, 2]);
  });

  test("weights are products over traits; a trait that was not asked counts nothing", () => {
    const personas = [{ age: [0.9, 0.1], party: [0.8, 0.2] }, { age: [0.6, 0.4], party: [0.9, 0.1] }, { age: [1, 0] }];
    const found = demographicWeights(
      [
        { age: 0, party: 0 },
        { age: 1, party: 0 },
      ],
      personas,
    );
    // .9 · .8, .6 · .9, 1; .1 · .8, .4 · .9, 0
    for (const [i, wanted] of [
      [0.72, 0.54, 1],
      [0.08, 0.36, 0],
    ].entries())
      for (const [j, weight] of wanted.entries()) near(found[i]?.[j], weight);
    assert.throws(() => demographicWeights([{ age: 2 }], personas), RangeError);
  });

  test("whom no persona fits, or none is left for, is counted", () => {
    const found = matchDemographics([[0.5], [0.4], [0]]);
    assert.deepEqual(found.personas, [0, -1, -1]);
    assert.equal(found.unmatched, 2);
    assert.deepEqual(matchDemographics([]), {
      personas: [],
      sum: 0,
      mean: null,
      unmatched: 0,
      uses: [],
      reused: 0,
      mostUses: 0,
    });
  });
});

test("a perception gap that is half as large, and one that is turned round", () => {
  const actual = [2, 3, 2, 3];
  const of = (perceived: number[]) => ({ perceived, actual });
  const found = perceptionGap([
    { question: "q", ingroup: "a", outgroup: "b", human: of([4, 5, 4, 5]), model: of([3, 4, 3, 4]) },
    { question: "r", ingroup: "a", outgroup: "b", human: of([3, 4, 3, 4]), model: of([1, 2, 1, 2]) },
    { question: "s", ingroup: "b", outgroup: "a", human: of([3, 4, 3, 4]), model: of([]) },
  ]);
  // Deviations √(1/3): 2 / .57735 = 3.4641 and 1 / .57735 = 1.7321; then 1.7321 and −1.7321
  near(found.cases[0]?.humanEffect, 2 * Math.sqrt(3));
  near(found.cases[0]?.modelEffect, Math.sqrt(3));
  near(found.effectDistance.value, (Math.sqrt(3) + 2 * Math.sqrt(3)) / 2);
  near(found.wasserstein.value, 1.5);
  near(found.signAgreement.value, 0.5);
  assert.equal(found.signAgreement.missing.unparsed, 1);
  assert.equal(perceptionGap([]).wasserstein.value, null);
});

test("weighted tables with margin of error and design effect", () => {
  const questions: SurveyQuestion[] = [{ id: "q", scale: "nominal", options: ["yes", "no"] }];
  const people = [
    { weight: 1, groups: { sex: "woman" }, answers: { q: [1, 0] } },
    { weight: 1, groups: { sex: "woman" }, answers: { q: [0, 1] } },
    { weight: 2, groups: { sex: "man" }, answers: { q: [1, 0] } },
    { weight: 5, groups: { sex: "man" }, answers: { q: null } },
  ];
  const [all, women, men] = crossTabs(people, { questions, by: ["sex"] });
  // 3 of 4; n_eff 4² / 6 = 2.667; 1.96 √(.75 · .25 / 2.667) = .5197
  near(all?.options[0]?.share, 0.75);
  near(all?.designEffect, 1.125);
  near(all?.options[0]?.margin, 0.5197, 1e-4);
  assert.deepEqual([all?.n, all?.missing], [3, 1]);
  assert.deepEqual([women?.group, women?.n, women?.options[0]?.share], ["sex: woman", 2, 0.5]);
  // All of one answer has no margin, and Wilson's interval is not sure: 1 / (1 + 3.8415) = .2065
  assert.equal(men?.options[0]?.margin, 0);
  near(men?.options[0]?.interval.low, 0.2065, 1e-4);
  assert.deepEqual(crossTabs([], { questions }), []);
});

describe("preferences of personas", () => {
  test("accuracy, κ, and what an attribute is worth", () => {
    // [[20, 5], [10, 15]]: κ .4 (G5). Without the party the model says 0 always: κ 0, a fall of .4
    const cell = (n: number, gold: 0 | 1, model: 0 | 1) =>
      Array.from({ length: n }, (_, i) => ({
        persona: `p${i % 9}`,
        gold,
        model,
        human: gold,
        without: { party: 0 as const },
      }));
    const found = personaPreferences([
      ...[...cell(20, 0, 0), ...cell(5, 0, 1), ...cell(10, 1, 0), ...cell(15, 1, 1)],
      { persona: "p0", gold: 1, model: null },
    ]);
    near(found.accuracy.value, 0.7);
    assert.equal(found.accuracy.missing.unparsed, 1);
    near(found.kappa.value, 0.4);
    assert.equal(found.humanKappa.value, 1);
    near(found.attributes.party?.value, 0.4);
    assert.equal(personaPreferences([]).kappa.value, null);
  });

  test("the worst tenth", () => {
    const wins = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, i < 2 ? [0, 0.5] : [1]]));
    const found = pluralism(wins);
    // (2 · .25 + 18) / 20 = .925
    near(found.winRate.value, 0.925);
    near(found.worstTenth, 0.25);
    assert.throws(() => pluralism({ a: [2] }), RangeError);
    assert.equal(pluralism({}).worstTenth, null);
  });
});
