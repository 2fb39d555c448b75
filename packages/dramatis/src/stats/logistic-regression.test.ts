import assert from "node:assert/strict";
import { test } from "node:test";
import { crossValidated, logisticRegression } from "./logistic-regression.ts";

// Hours of study and whether an exam was passed, 20 students (Wikipedia, "Logistic regression").
const HOURS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
const PASSED = "00000010101010111111";
const rows = HOURS.map((hours, i) => ({ features: [hours], positive: PASSED[i] === "1" }));

test("the exam: intercept −4.0777 and slope 1.5046, as printed", () => {
  const model = logisticRegression(rows, { ridge: 0 });
  assert.ok(model);
  assert.deepEqual([model.intercept.toFixed(4), model.weights[0]?.toFixed(4)], ["-4.0777", "1.5046"]);
  // Printed: 2 hours give .26, 4 hours .87
  assert.deepEqual([model.probability([2]).toFixed(2), model.probability([4]).toFixed(2)], ["0.26", "0.87"]);
});

test("the ridge makes weights smaller, and gives some where the classes can be parted", () => {
  const parted = [-2, -1, 1, 2].map((x) => ({ features: [x], positive: x > 0 }));
  const [weak, strong] = [1, 10].map((ridge) => logisticRegression(parted, { ridge })?.weights[0] ?? Number.NaN);
  assert.ok(weak !== undefined && strong !== undefined && weak > strong && strong > 0, `${weak} ${strong}`);
});

test("one class is null; features that are the same need a ridge", () => {
  assert.equal(logisticRegression([{ features: [1], positive: true }]), null);
  const twins = rows.map((row) => ({ ...row, features: [...row.features, ...row.features] }));
  assert.throws(() => logisticRegression(twins, { ridge: 0 }), /raise the ridge/);
});

test("cross-validation never lets a group see itself", () => {
  // The feature names the group and nothing else, and groups are of one class: what a model could learn, it may not use.
  const groups = Array.from({ length: 40 }, (_, i) => ({
    features: Array.from({ length: 20 }, (_, at) => Number(at === i >> 1)),
    positive: (i >> 1) % 2 === 0,
    group: `g${i >> 1}`,
  }));
  const leaking = crossValidated(groups.map(({ group, ...row }) => row));
  const held = crossValidated(groups);
  const right = (found: readonly (number | null)[]): number =>
    found.filter((p, i) => p !== null && p > 0.5 === groups[i]?.positive).length / groups.length;
  assert.ok(right(leaking) > 0.9, `${right(leaking)}`);
  assert.ok(right(held) <= 0.5, `${right(held)}`);
  assert.deepEqual(crossValidated(groups), held);
});
