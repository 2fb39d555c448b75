import assert from "node:assert/strict";
import { test } from "node:test";
import { designEffect, effectiveSize } from "./effective-size.ts";

test("Kish's effective size and design effect", () => {
  // Weights 1, 1, 2: 4² / 6 = 2.667; 3 / 2.667 = 1.125
  assert.ok(Math.abs(effectiveSize([1, 1, 2]) - 8 / 3) < 1e-12);
  assert.ok(Math.abs(designEffect([1, 1, 2]) - 1.125) < 1e-12);
  assert.equal(designEffect([2, 2, 2]), 1);
  assert.equal(effectiveSize([]), 0);
  assert.equal(designEffect([]), 1);
});
