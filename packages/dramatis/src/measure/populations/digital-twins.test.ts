import assert from "node:assert/strict";
import { test } from "node:test";
import { digitalTwins, type TwinAnswer } from "./digital-twins.ts";

const near = (found: number | null | undefined, wanted: number, within = 1e-9): void =>
  assert.ok(Math.abs((found as number) - wanted) < within, `${found} is not ${wanted}`);

const answer = (person: string, truth: number, twin: number | null, retest?: number): TwinAnswer => ({
  ...{ person, task: "t", question: "q", range: [1, 5], truth, twin },
  ...(retest !== undefined && { retest }),
});

test("the specification's pair: twin .875, retest .875, relative 1", () => {
  const found = digitalTwins([answer("a", 2, 3, 2), answer("b", 4, 4, 3)]);
  near(found.accuracy.value, 0.875);
  near(found.retest.value, 0.875);
  near(found.relative.value, 1);
  // Of 1..5 and truth 2: 1 − (1 + 0 + 1 + 2 + 3) / 5 / 4 = .65; truth 4 alike. .65 / .875 = .742857
  near(found.random.value, 0.65);
  near(found.relativeRandom.value, 0.742857, 1e-6);
  // .75 and 1: mean .875, error .125, t of one degree 12.706
  near(found.accuracy.high, 0.875 + 12.7062 * 0.125, 1e-3);
});

test("tasks count alike however many questions they have, and each question has a correlation", () => {
  const rows = [1, 2, 3, 4, 5].flatMap((truth, i): TwinAnswer[] => [
    answer(`p${i}`, truth, 6 - truth),
    { ...answer(`p${i}`, truth, truth), task: "u", question: "one" },
    { ...answer(`p${i}`, truth, truth), task: "u", question: "two" },
  ]);
  const found = digitalTwins(rows);
  // Task t: 1 − (4 + 2 + 0 + 2 + 4) / 5 / 4 = .4, task u: 1
  near(found.accuracy.value, 0.7);
  near(found.questions[0]?.correlation.value, -1);
  near(found.questions[1]?.correlation.value, 1);
  assert.equal(found.questions[0]?.relative, null);
});

test("the middle is accurate and knows nobody", () => {
  const found = digitalTwins([1, 2, 3, 4, 5].map((truth, i) => answer(`p${i}`, truth, 3)));
  near(found.accuracy.value, 0.7);
  assert.equal(found.questions[0]?.correlation.value, null);
});

test("missing twins are counted; what cannot be is refused", () => {
  const found = digitalTwins([answer("a", 2, null, 2), answer("b", 4, 4, 3)]);
  near(found.accuracy.value, 1);
  assert.equal(found.accuracy.missing.unparsed, 1);
  near(found.relative.value, 1 / 0.75);
  assert.equal(digitalTwins([]).accuracy.value, null);
  assert.equal(digitalTwins([]).relative.value, null);
  assert.throws(() => digitalTwins([answer("a", 7, 3)]), RangeError);
});
