import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateOf } from "./estimate-of.ts";
import { requiredTimes } from "./required-times.ts";

const near = (found: number | null, expected: number): void =>
  assert.ok(found !== null && Math.abs(found - expected) < 1e-9, `${found} is not ${expected}`);

test("halving the half-width takes four times the units", () => {
  // half-width .75 − .5 = .25, distance to the bound .125: (.25/.125)²
  near(requiredTimes({ value: 0.75, low: 0.5, high: 0.875, unit: "points" }, 0.625), 4);
});

test("the side of the interval that faces the bound counts", () => {
  // value .5, high .75, bound .625 above: (.25/.125)²
  near(requiredTimes({ value: 0.5, low: 0.4, high: 0.75, unit: "turns" }, 0.625), 4);
});

test("a ratio narrows faster towards its ends", () => {
  // (.25/.125)² · (.625 · .375) / (.75 · .25) = 4 · 1.25
  near(requiredTimes({ value: 0.5, low: 0.4, high: 0.75, unit: "ratio" }, 0.625), 5);
  // none of n, .1 to .05: the odds .1/.9 over the odds .05/.95
  near(requiredTimes({ value: 0, low: 0, high: 0.1, unit: "ratio" }, 0.05), 19 / 9);
});

test("an end at 0 or 1, and a bound there, leave the square", () => {
  near(requiredTimes({ value: 0.5, low: 0, high: 1, unit: "ratio" }, 0.75), 4);
  near(requiredTimes({ value: 0.75, low: 0.25, high: 0.8, unit: "ratio" }, 0), 1);
});

test("decided already is 1", () => {
  assert.equal(requiredTimes({ value: 0.8, low: 0.75, high: 0.9, unit: "ratio" }, 0.7), 1);
});

test("no interval, or a value on the bound, cannot be told", () => {
  assert.equal(requiredTimes({ value: 0.8, low: null, high: null, unit: "ratio" }, 0.5), null);
  assert.equal(requiredTimes({ value: null, low: null, high: null, unit: "ratio" }, 0.5), null);
  assert.equal(requiredTimes({ value: 0.5, low: 0.4, high: 0.6, unit: "ratio" }, 0.5), null);
});

test("the number that is said for a flawless talk is the number that decides, and no smaller one does", () => {
  const clean = (n: number) =>
    estimateOf(
      Array.from({ length: n }, (_, turn) => ({ value: 0, cluster: "a", turn })),
      { measure: "test", version: "1", unit: "ratio", direction: "lower" },
    );
  const enough = Math.ceil(40 * (requiredTimes(clean(40), 0.05) as number));
  assert.equal(enough, 110); // z² · .95 / .05 · 1.5 = 109.48
  assert.ok((clean(enough).high as number) <= 0.05);
  assert.ok((clean(enough - 1).high as number) > 0.05);
});
