import assert from "node:assert/strict";
import { test } from "node:test";
import { permeability, seedStability, type ValueAnswer, valueInertia } from "./value-inertia.ts";

/** Ten answers, a persona each. */
const answersOf = (points: readonly number[], dimension = "fairness"): ValueAnswer[] =>
  points.map((answer, i) => ({ persona: `p${i}`, dimension, answer }));
const TEN = answersOf([3, 4, 4, 5, 5, 5, 5, 5, 5, 6]);

test("the worked distribution: (0, 0, .1, .2, .6, .1) has H = 1.570951 bits, I = 1 − H / log₂6 = .392273", () => {
  const [found] = valueInertia(TEN);
  assert.equal(found?.inertia.toFixed(6), "0.392273");
  assert.equal(found?.topTwo.toFixed(6), "0.800000");
  assert.deepEqual([found?.personas, found?.n, found?.steerability], [10, 10, null]);
  assert.ok(found?.interval && found.interval.low < 0.4 && found.interval.high > 0.39);
});

test("steerability: 0 where personas change nothing, 1 where they change all", () => {
  const against = (plain: ValueAnswer[]): number | null | undefined => valueInertia(TEN, { plain })[0]?.steerability;
  assert.equal(against(TEN), 0);
  assert.equal(against(answersOf([1, 1, 2]))?.toFixed(9), "1.000000000");
});

test("permeability is Cohen's d of those with the attribute; seeds agree by correlation of means", () => {
  // d of (5, 6, 7) over (1, 2, 3): 4 / 1
  const answers = [1, 2, 3, 5, 6, 7].map((answer, i) => ({ persona: `p${i}`, dimension: "power", answer }));
  assert.deepEqual(
    permeability(answers, (persona) => persona > "p2"),
    { power: 4 },
  );
  const other = [...TEN, ...answersOf([1, 2], "power")];
  assert.equal(seedStability(other, other), 1);
  assert.equal(seedStability(TEN, TEN), null);
});

test("an answer off the scale is a mistake", () => {
  assert.throws(() => valueInertia(answersOf([7])), /invalid answer; not in 1..6: 7/);
});

test("steerability in bits: (.9, .1) from (.5, .5) is .146793", () => {
  // .101749 nats, as in the worked example of value consistency, / ln 2
  const answers = (ones: number): ValueAnswer[] =>
    Array.from({ length: 10 }, (_, i) => ({ persona: `p${i}`, dimension: "d", answer: i < ones ? 1 : 2 }));
  const [found] = valueInertia(answers(9), { points: 2, plain: answers(5) });
  assert.equal(found?.steerability?.toFixed(6), "0.146793");
});
