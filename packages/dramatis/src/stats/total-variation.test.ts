import assert from "node:assert/strict";
import { test } from "node:test";
import { totalVariation } from "./total-variation.ts";

test("half of what differs", () => {
  // (.1 + .1 + 0) / 2 = .1
  assert.ok(Math.abs(totalVariation([0.5, 0.3, 0.2], [0.4, 0.4, 0.2]) - 0.1) < 1e-12);
  assert.equal(totalVariation([1, 0], [0, 1]), 1);
  assert.equal(totalVariation([], []), 0);
  assert.throws(() => totalVariation([1], [0.5, 0.5]), RangeError);
});
