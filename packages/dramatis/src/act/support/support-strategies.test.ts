import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import type { AgentView } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { speaksOfCrisis } from "./crisis.ts";
import { STRATEGY_NAMES, SUPPORT_STRATEGIES, type SupportStrategy } from "./esc-strategies.ts";
import { planSupportByModel, planSupportByRules, ruledPlan, supportSituation } from "./plan-support.ts";
import { strategyShift } from "./strategy-shift.ts";
import { supportStrategies } from "./support-strategies.ts";
import { talk } from "./testing.ts";

const statements = [
  { id: "job", text: "I was fired from a bakery once." },
  { id: "dog", text: "I have two dogs." },
];

async function said(view: AgentView, strategy: SupportStrategy): Promise<{ text: string; fields: string[] }> {
  const component = supportStrategies({ plan: async () => ({ strategy, why: "" }) });
  const [contribution] = await component.contribute(view);
  assert.ok(contribution);
  return contribution;
}

describe("support-strategies", () => {
  componentConformance(
    async () => supportStrategies(),
    talk({ statements }, "ben: I lost my job.", "ana: Oh.", "ben: Yes."),
  );

  test("before the other one has spoken it has nothing to say", async () => {
    assert.deepEqual(await supportStrategies().contribute(talk({}, "ana: Hello.")), []);
  });

  test("self-disclosure quotes the fact that bears on what was said, with its field", async () => {
    const { text, fields } = await said(talk({ statements }, "ben: My dog died."), "self-disclosure");
    assert.match(text, /Tell nothing but this of yourself: "I have two dogs\."/);
    assert.deepEqual(fields, ["statements.dog"]);
    const none = await said(talk({}, "ben: My dog died."), "self-disclosure");
    assert.equal(none.text, `In this reply: ${SUPPORT_STRATEGIES.reflection.says}`);
  });

  test("a danger to life overrides the strategy, at the next message too", async () => {
    const lines = ["ben: I want to die.", "ana: I am here.", "ben: Whatever."];
    for (const end of [1, 3]) {
      assert.match(
        (await said(talk({}, ...lines.slice(0, end)), "suggestion")).text,
        /emergency number or a crisis line/,
      );
    }
    assert.doesNotMatch((await said(talk({}, ...lines, "ana: Hm.", "ben: Tea?"), "other")).text, /emergency/);
  });
});

test("the frequencies are those of ESConv and sum to 1", () => {
  // 20.7 + 16.1 + 15.4 + 9.3 + 7.8 + 6.6 + 5.9 + 18.2 = 100
  const sum = STRATEGY_NAMES.reduce((total, name) => total + SUPPORT_STRATEGIES[name].frequency, 0);
  assert.equal(sum.toFixed(9), "1.000000000");
  assert.equal(STRATEGY_NAMES.length, 8);
});

test("the rules have the last word", () => {
  const at = { turn: 5, isRestated: true, hasFacts: true };
  const ruled = (strategy: SupportStrategy, change: Partial<typeof at> = {}): string =>
    ruledPlan({ strategy, why: "" }, { ...at, ...change }).strategy;
  assert.equal(ruled("suggestion", { turn: 2 }), "question");
  assert.equal(ruled("suggestion", { turn: 3 }), "question");
  assert.equal(ruled("suggestion", { turn: 4 }), "suggestion");
  assert.equal(ruled("suggestion", { isRestated: false }), "restatement");
  assert.equal(ruled("self-disclosure", { hasFacts: false }), "reflection");
  assert.equal(ruled("self-disclosure"), "self-disclosure");
  assert.equal(ruled("information", { turn: 1, isRestated: false }), "information");
});

test("the situation counts the persona's turns and knows a restatement by its first words", () => {
  const view = talk({ statements }, "ben: They fired me.", "ana: When?", "ben: Today.");
  assert.deepEqual(supportSituation(view), { turn: 2, isRestated: false, hasFacts: true });
  for (const line of [
    "It sounds like you feel let down.",
    "So you’re out of work now.",
    "You mean you got no warning?",
  ]) {
    assert.equal(supportSituation(talk({}, "ben: Hi.", `ana: ${line}`)).isRestated, true, line);
  }
  assert.equal(supportSituation(talk({}, "ben: It sounds like rain, so you know.")).isRestated, false);
});

test("by rules it explores, comforts who is unhappy, and then acts", async () => {
  const plan = planSupportByRules();
  const strategyAt = async (turn: number, said: string, isRestated = true): Promise<string> =>
    (await plan(talk({}, `ben: ${said}`), { turn, isRestated, hasFacts: true })).strategy;
  assert.equal(await strategyAt(1, "I am sad.", false), "question");
  assert.equal(await strategyAt(2, "I am sad.", false), "reflection");
  assert.equal(await strategyAt(2, "Hello there.", false), "question");
  assert.equal(await strategyAt(3, "I am sad.", false), "restatement");
  assert.equal(await strategyAt(9, "I am sad.", false), "restatement");
  assert.deepEqual(
    [await strategyAt(4, "I am sad."), await strategyAt(5, "I am sad."), await strategyAt(6, "I am sad.")],
    ["reflection", "affirmation", "self-disclosure"],
  );
  assert.equal(await strategyAt(7, "I am sad."), "suggestion");
  assert.equal(await strategyAt(4, "Fine. What is a tribunal?"), "information");
});

test("by a model: its plan at turn 2 is held to the rules; what cannot be read is planned by rules", async () => {
  const view = talk({}, "ben: I am sad.", "ana: Why?", "ben: I lost my job.");
  const early = replying('{"strategy": "suggestion", "why": "he needs work"}');
  const [contribution] = await supportStrategies({ plan: planSupportByModel(early) }).contribute(view);
  assert.equal(contribution?.text, `In this reply: ${SUPPORT_STRATEGIES.question.says}`);
  assert.equal(early.asked.length, 1);
  const mute = replying("I would comfort him.");
  const plan = await planSupportByModel(mute)(view, supportSituation(view));
  assert.deepEqual(plan, await planSupportByRules()(view, supportSituation(view)));
  assert.equal(mute.asked.length, 2);
});

test("words of danger are known, and talk of death is not all danger", () => {
  for (const text of ["I want to kill myself", "I don’t want to live anymore", "They'd be better off without me"]) {
    assert.equal(speaksOfCrisis(text), true, text);
  }
  for (const text of ["This game is killing me", "My grandfather died", "I want to live by the sea", ""]) {
    assert.equal(speaksOfCrisis(text), false, text);
  }
});

test("the shift of a histogram", () => {
  // question 3/4 → 1/4, reflection 1/4 → 2/4, suggestion 0 → 1/4: half of (.5 + .25 + .25)
  const shift = strategyShift(
    ["question", "question", "question", "reflection"],
    ["question", "reflection", "reflection", "suggestion"],
  );
  assert.equal(shift?.distance, 0.5);
  assert.deepEqual([shift.change.question, shift.change.reflection, shift.change.suggestion], [-0.5, 0.25, 0.25]);
  assert.equal(strategyShift([], ["question"]), null);
});
