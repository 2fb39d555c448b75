import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mockModel } from "../../model/index.ts";
import { listModel } from "../../model/testing.ts";
import { renderPersona } from "../../persona/index.ts";
import { level9, MARKERS, marker } from "../../persona/markers.ts";
import type { ItemResponse } from "./administered.ts";
import { framesIn, optionOrders } from "./frames.ts";
import { inductionGain, naivePrompt, personalityPrompt, poleFacets, wordsPrompt } from "./induction-gain.ts";
import type { InstrumentFile } from "./instrument-file.ts";
import { personaTypes, poleEffect } from "./persona-types.ts";
import { reportAndBehaviour } from "./report-and-behaviour.ts";
import { responseStyles } from "./response-styles.ts";
import { retest, sensitivity } from "./sensitivity.ts";
import { concurrentDesigns, shapedPersona, shapingCheck, singleTraitDesigns } from "./shaping-check.ts";
import {
  situationalMonotony,
  situationalScore,
  writeParallelForms,
  writeSituationalTests,
} from "./situational-score.ts";
import { traitChoice } from "./trait-choice.ts";
import { typeConsistency, typeFairness, typeIndicator, typeRobustness } from "./type-indicator.ts";

function near(found: number | null | undefined, expected: number, slack = 1e-6): void {
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < slack, `${found} and not ${expected}`);
}

const SIX: InstrumentFile = {
  schema: "dramatis.instrument/1",
  name: "six",
  title: "Six items",
  licence: "ours",
  source: "this test",
  options: { min: 1, labels: { en: ["1", "2", "3", "4", "5"] } },
  aggregate: "mean",
  scales: [{ id: "calm" }],
  items: ["1", "2", "3", "4", "5", "6"].map((id) => ({ id })),
  key: ["1", "2", "3", "4", "5", "6"].map((item) => ({ item, scale: "calm", sign: item === "6" ? -1 : 1 })),
};

function responsesOf(values: readonly (number | null)[], more: Partial<ItemResponse> = {}): ItemResponse[] {
  return values.map((value, i) => ({
    person: "ada",
    item: String(i + 1),
    frame: "describes-you",
    order: 0,
    repeat: 1,
    value,
    ...more,
  }));
}

describe("how answers depend on how they are asked", () => {
  test("two wordings: the worked example of [171], exact p 6 / 64", () => {
    // Item 6 is reversed: 1 and 1.5 count 5 and 4.5.
    const first = responsesOf([4, 2, 5, 3, 4, 1]);
    const second = responsesOf([3.7, 1.9, 4.6, 3.1, 3.8, 1.5], { frame: "true-of-you" });
    const found = sensitivity([...first, ...second], SIX, "frame");
    const [one] = found.tests;
    near(one?.difference, -0.233333, 1e-5);
    near(one?.p, 6 / 64);
    assert.deepEqual([found.significant, found.tests.length, one?.items], [0, 1, 6]);
    near(found.largest, 0.233333, 1e-5);
    // Two means apart by .2333: sd of them .2333 / √2.
    near(found.spread.calm, 1.4 / 6 / Math.SQRT2);
  });

  test("yes to everything: 5s to items of both directions are 2 points of acquiescence, and all extreme", () => {
    const { acquiescence, extremity, refused, orderSensitivity } = responseStyles(responsesOf([5, 5, 5, 5, 5, 5]), SIX);
    assert.equal(acquiescence.value, 2);
    assert.equal(extremity.value, 1);
    assert.equal(refused.value, 0);
    assert.deepEqual([orderSensitivity.value, orderSensitivity.n], [null, 0]);
  });

  test("options reversed: answers 4 and 2 of 1..5 differ by half the range; the first place is seen", () => {
    const forward = responsesOf([4, 4, 4, 4, 4, 4], { place: 0 });
    const backward = responsesOf([2, 2, 2, 2, 2, 2], { order: 1, place: 0 });
    const { orderSensitivity, firstPlace } = responseStyles([...forward, ...backward], SIX);
    assert.equal(orderSensitivity.value, 0.5);
    near(firstPlace.value, 0.8); // always first, where chance is 1 of 5
  });

  test("all refused: no number but the share of refusals", () => {
    const refusals = responsesOf([null, null, null, null, null, null], { missing: "refused" });
    const styles = responseStyles(refusals, SIX);
    assert.deepEqual([styles.refused.value, styles.unread.value, styles.acquiescence.value], [1, 0, null]);
    assert.deepEqual([styles.extremity.value, styles.extremity.missing.refused], [null, 6]);
  });

  test("probabilities: the ends' shares are the extremity", () => {
    const answers = responsesOf([3, 3], { probabilities: [0.25, 0.25, 0, 0.25, 0.25] });
    near(responseStyles(answers, SIX).extremity.value, 0.5);
  });

  test("asked again: ICC(3,1) of one person's items; nothing where it was asked once", () => {
    const once = responsesOf([1, 2, 3, 4, 5, 3]);
    assert.deepEqual(retest(once, SIX), []);
    const [same] = retest([...once, ...responsesOf([1, 2, 3, 4, 5, 3], { repeat: 2 })], SIX);
    near(same?.icc, 1);
    near(same?.r, 1);
  });

  test("orders: as labelled, reversed, then drawn ones, none twice; more than there are is refused", () => {
    const orders = optionOrders(4, 5);
    assert.deepEqual(orders.slice(0, 2), [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
    ]);
    assert.equal(new Set(orders.map(String)).size, 4);
    assert.deepEqual(optionOrders(4, 5), orders);
    assert.throws(() => optionOrders(3, 2), /3 orders of 2 options; expected at most 2/);
    assert.throws(() => framesIn("fr", 1), /fr, in which no question is worded; expected one of en, es, pt/);
  });
});

describe("TRAIT [173]", () => {
  test("the worked example: low by both orders, though the first alone says high", () => {
    const choice = traitChoice([0.4, 0.3, 0.2, 0.1], [0.5, 0.2, 0.2, 0.1]);
    for (const [i, expected] of [0.3, 0.4, 0.15, 0.15].entries()) near(choice?.probabilities[i], expected);
    assert.deepEqual([choice?.level, choice?.orderSensitive], ["low", true]);
  });

  test("an order without an answer is a refusal; always the first place is neither high nor low", () => {
    assert.equal(traitChoice([0, 0, 0, 0], [1, 0, 0, 0]), null);
    const always = traitChoice([1, 0, 0, 0], [1, 0, 0, 0]);
    assert.deepEqual([always?.level, always?.orderSensitive], ["tie", true]);
    const sure = traitChoice([1, 0, 0, 0], [0, 1, 0, 0]);
    assert.deepEqual([sure?.level, sure?.orderSensitive], ["high", false]);
  });
});

describe("type indicators [98, 231]", () => {
  test("strict majority; ties are I, N, F, P; nothing answered is -", () => {
    assert.equal(typeIndicator({ E: 3, I: 2, S: 1, N: 4, T: 5, F: 0, J: 2, P: 1 }).type, "ENTJ");
    assert.equal(typeIndicator({ E: 2, I: 2, S: 2, N: 2, T: 2, F: 2, J: 2, P: 2 }).type, "INFP");
    const { type, shares } = typeIndicator({ E: 1 });
    assert.deepEqual([type, shares.E, shares.S], ["E---", 100, null]);
  });

  test("consistency of three tests is .959161", () => {
    const tests = [
      [60, 40, 70, 50, 55],
      [58, 44, 66, 52, 50],
      [63, 39, 71, 49, 52],
    ];
    near(typeConsistency(tests), 0.959161);
    near(typeRobustness(tests[0] as number[], tests), 100 / (100 + 3.05505), 1e-5);
    assert.equal(typeFairness(tests, tests), 1);
    assert.equal(typeConsistency([]), null);
  });
});

describe("self-report and behaviour [201]", () => {
  test("the worked example: cosine .936634, Spearman .4, difference 1.5, half within a point", () => {
    const found = reportAndBehaviour([7, 6, 2, 5], [6, 3, 2, 7]);
    near(found.cosine, 99 / Math.sqrt(114 * 98));
    near(found.spearman, 0.4);
    assert.deepEqual([found.difference, found.consistent, found.pairs], [1.5, 0.5, 4]);
    assert.ok((found.byChance.cosine as number) < (found.cosine as number));
    assert.throws(() => reportAndBehaviour([1], []), RangeError);
  });
});

describe("shaping [37], types [21], induction [166]", () => {
  test("markers: the worked examples, 52 pairs", () => {
    const [first] = MARKERS.NEU;
    assert.equal(marker(first as never, 2), "very relaxed");
    assert.equal(marker(MARKERS.OPE[7] as never, 5), "neither predictable nor spontaneous");
    assert.equal(Object.values(MARKERS).flat().length, 52);
  });

  test("45 sets of one trait, 32 of five, and a persona at a level says its markers", () => {
    assert.equal(singleTraitDesigns().length, 45);
    assert.equal(new Set(concurrentDesigns().map((levels) => JSON.stringify(levels))).size, 32);
    const base = {
      schema: "dramatis.persona/1" as const,
      name: "Ada",
      traits: [{ system: "big5" as const, dimension: "extraversion", level: 1 }],
    };
    for (const level of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const shaped = shapedPersona(base, { EXT: level });
      assert.equal(shaped.traits?.length, 1);
      assert.equal(level9(shaped.traits?.[0]?.level ?? -1), level);
      assert.ok(renderPersona(shaped).system.includes(marker(["silent", "talkative"], level)));
    }
  });

  test("assigned and measured level: ρ 1 where they move together, and where nothing moves no number", () => {
    const rising = Array.from({ length: 27 }, (_, i) => ({
      trait: "EXT" as const,
      level: (i % 9) + 1,
      score: (i % 9) / 10 + Math.floor(i / 9) / 1000,
      person: `p${Math.floor(i / 9)}`,
    }));
    const flat = rising.map((one) => ({ ...one, trait: "NEU" as const, score: 3 }));
    const [extraversion, neuroticism] = shapingCheck([...rising, ...flat]);
    assert.ok((extraversion?.rank.value as number) > 0.98);
    assert.ok((extraversion?.rank.low as number) > 0.95);
    near(extraversion?.shift, 0.8);
    assert.deepEqual([neuroticism?.rank.value, neuroticism?.rank.low, neuroticism?.shift], [null, null, 0]);
  });

  test("32 types, all different, each with five adjectives; bits say which are high", () => {
    const types = personaTypes();
    assert.equal(new Set(types.map(({ adjectives }) => adjectives.join())).size, 32);
    assert.equal(
      types[0]?.prompt,
      "You are a character who is introverted, antagonistic, unconscientious, emotionally stable, and closed to experience.",
    );
    assert.equal(types[31]?.high.OPE, true);
  });

  test("effect between poles: d of [4,5,4,5,3] and [2,3,3,2,4] is 1.673320; nothing that varies has none", () => {
    const effect = poleEffect([4, 5, 4, 5, 3], [2, 3, 3, 2, 4]);
    near(effect.d, 1.67332);
    // Ranks of the first: 7, 9.5, 7, 9.5, 4 of ties 2,2 | 3,3,3 | 4,4,4 | 5,5: sum 37, centre 27.5, variance 25/12·(11 − 60/90) = 21.5278, z (9.5 − .5) / 4.63981 = 1.93973.
    near(effect.p, 0.052413, 1e-5);
    assert.deepEqual([poleEffect([3, 3], [3, 3]).d, poleEffect([3, 3], [3, 3]).p], [null, null]);
  });

  test("P²: six facets a pole, a model writes the description; gain and crosstalk", async () => {
    for (const trait of ["EXT", "AGR", "CON", "NEU", "OPE"] as const)
      for (const pole of ["high", "low"] as const) assert.equal(poleFacets(trait, pole).length, 6);
    assert.equal(naivePrompt("EXT", "high"), "You are an extraverted person.");
    assert.equal(wordsPrompt("AGR"), "You have the traits of helpful, forgiving, warm.");
    const model = mockModel({ rules: [{ match: "solitude-seeking", reply: " You are quiet. " }] });
    assert.equal(await personalityPrompt(model, { trait: "EXT", pole: "low" }), "You are quiet.");
    const gain = inductionGain({ E: 3, N: 3, O: 3 }, { E: 4.5, N: 2.8, O: null }, { trait: "E", pole: "high" });
    near(gain.gain, 1.5);
    near(gain.crosstalk, 0.2);
  });
});

describe("situational judgement tests [106]", () => {
  const tests = [2, 0, 3].map((worth, i) => ({
    id: `t${i}`,
    situation: `Situation ${i}`,
    actions: [
      { text: "this", scores: { integrity: worth } },
      { text: "that", scores: { integrity: 3 } },
    ],
    ...(i === 2 && { parallelTo: "t0" }),
  }));

  test("the worked example: 2, 0, 3 of 3 each are 5 / 9; both forms of one are on one side", () => {
    const score = situationalScore(tests, { t0: 0, t1: 0, t2: 0 }, "integrity");
    near(score.score, 5 / 9);
    assert.deepEqual([score.answered, score.missing, score.consistency], [3, 0, 1]);
    assert.deepEqual(situationalScore(tests, { t0: null }, "integrity"), {
      score: null,
      answered: 0,
      missing: 1,
      consistency: null,
    });
    assert.equal(situationalMonotony([1, 2, 3], [0.1, 0.2, 0.3]), 1);
  });

  test("a model writes them; what is written twice or does not fit is left out", async () => {
    const test = (situation: string, worths: number[]) => ({
      situation,
      actions: worths.map((worth) => ({ text: `w${worth}`, worth })),
    });
    const reply = JSON.stringify({
      tests: [test("A", [0, 1, 2, 3]), test("A", [0, 1, 2, 3]), test("B", [0, 0, 2, 3]), test("C", [3, 2, 1, 0])],
    });
    const written = await writeSituationalTests(mockModel({ default: reply }), {
      role: "a nurse",
      attribute: "integrity",
      meaning: "honest when it costs",
      count: 5,
    });
    assert.deepEqual(
      written.map(({ situation }) => situation),
      ["A", "C"],
    );
    assert.deepEqual(written[1]?.actions[0], { text: "w3", scores: { integrity: 3 } });
    assert.deepEqual(
      await writeSituationalTests(mockModel({ default: "no" }), { role: "x", attribute: "y", meaning: "z", count: 1 }),
      [],
    );
  });

  test("it is asked again for those that lack, and told what is there", async () => {
    const replyOf = (situation: string): string =>
      JSON.stringify({
        tests: [{ situation, actions: [0, 1, 2, 3].map((worth) => ({ text: `${situation}${worth}`, worth })) }],
      });
    const model = listModel([replyOf("A"), replyOf("B"), replyOf("C")]);
    const written = await writeSituationalTests(model, { role: "x", attribute: "y", meaning: "z", count: 2 });
    assert.deepEqual(
      written.map(({ id, situation }) => [id, situation]),
      [
        ["y-1", "A"],
        ["y-2", "B"],
      ],
    );
    assert.match(model.asked[1]?.messages.at(-1)?.content ?? "", /"count":1,"written":\["A"\]/);
  });

  test("parallel forms name their test; one of no test, or the test itself again, is left out", async () => {
    const actions = [0, 1, 2, 3].map((worth) => ({ text: `w${worth}`, worth }));
    const reply = JSON.stringify({
      tests: [
        { number: 2, situation: "Another place", actions },
        { number: 3, situation: "Nowhere", actions },
        { number: 1, situation: "Situation 0", actions },
      ],
    });
    const forms = await writeParallelForms(mockModel({ default: reply }), {
      tests: tests.slice(0, 2),
      role: "x",
      attribute: "integrity",
      meaning: "z",
    });
    assert.deepEqual(
      forms.map(({ id, situation, parallelTo }) => [id, situation, parallelTo]),
      [["t1-form", "Another place", "t1"]],
    );
  });
});
