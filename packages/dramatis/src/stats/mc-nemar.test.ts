import assert from "node:assert/strict";
import { test } from "node:test";
import { mcNemar, mcNemarOf } from "./mc-nemar.ts";

test("15 against 5: exact, 2 Σ_{k ≤ 5} C(20, k) / 2²⁰ = .041389", () => {
  assert.ok(Math.abs(mcNemarOf(15, 5).p - 0.041389) < 1e-6);
});

test("large counts by chi-squared: 60 against 30, (30 − 1)² / 90 = 9.344, p = .00224", () => {
  const { p, method } = mcNemarOf(60, 30);
  assert.equal(method, "chi-squared");
  assert.ok(Math.abs(p - 0.002236) < 1e-5);
});

test("counts are taken from the pairs; no discordant pair is no difference", () => {
  assert.deepEqual(mcNemar([true, true, false], [true, false, false]), {
    onlyFirst: 1,
    onlySecond: 0,
    p: 1,
    method: "exact",
  });
  assert.equal(mcNemar([], []).p, 1);
  assert.throws(() => mcNemar([true], []), RangeError);
});
