import assert from "node:assert/strict";
import { test } from "node:test";
import { requiredMore } from "./required-more.ts";

test("halving the half-width takes four times the units", () => {
  // half-width .75 − .5 = .25, distance to the bound .125: 50 · (.25/.125)² − 50 = 150
  assert.equal(requiredMore({ value: 0.75, low: 0.5, high: 0.875, n: 50 }, 0.625), 150);
});

test("the side of the interval that faces the bound counts", () => {
  // value .5, high .75, bound .625 above: (.25/.125)² = 4 → 10 · 3
  assert.equal(requiredMore({ value: 0.5, low: 0.4, high: 0.75, n: 10 }, 0.625), 30);
});

test("decided already is 0", () => {
  assert.equal(requiredMore({ value: 0.8, low: 0.75, high: 0.9, n: 50 }, 0.7), 0);
});

test("no interval, or a value on the bound, cannot be told", () => {
  assert.equal(requiredMore({ value: 0.8, low: null, high: null, n: 1 }, 0.5), null);
  assert.equal(requiredMore({ value: null, low: null, high: null, n: 0 }, 0.5), null);
  assert.equal(requiredMore({ value: 0.5, low: 0.4, high: 0.6, n: 9 }, 0.5), null);
});
