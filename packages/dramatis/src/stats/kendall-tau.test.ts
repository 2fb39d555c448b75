import assert from "node:assert/strict";
import { test } from "node:test";
import { kendallTau } from "./kendall-tau.ts";

test("ten pairs, eight concordant and two discordant: .6", () => {
  assert.equal(kendallTau([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]), 0.6);
});

test("ties: six pairs, four concordant, one tied in each: 4 / √(5 · 5) = .8", () => {
  assert.equal(kendallTau([1, 2, 2, 3], [1, 2, 3, 3]), 0.8);
});

test("constant, or nothing: null", () => {
  assert.equal(kendallTau([1, 1], [1, 2]), null);
  assert.equal(kendallTau([], []), null);
});
