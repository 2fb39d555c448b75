import assert from "node:assert/strict";
import { test } from "node:test";
import { oddsRatio } from "./odds-ratio.ts";

const near = (found: number | undefined, wanted: number): void =>
  assert.ok(Math.abs((found as number) - wanted) < 5e-4, `${found} is not ${wanted}`);

test("20 of 30 against 12 of 36", () => {
  const found = oddsRatio([20, 10, 12, 24]);
  // (20 · 24) / (10 · 12) = 4; error .52440; exp(1.38629 ± 1.02781) = 1.4311 to 11.1798
  near(found?.value, 4);
  near(found?.interval.low, 1.4311);
  near(found?.interval.high, 11.1798);
  assert.equal(found?.corrected, false);
});

test("an empty cell adds ½ to all four", () => {
  const found = oddsRatio([5, 0, 2, 3]);
  // (5.5 · 3.5) / (.5 · 2.5) = 15.4
  near(found?.value, 15.4);
  assert.equal(found?.corrected, true);
});

test("what has no odds ratio", () => {
  assert.equal(oddsRatio([0, 0, 2, 3]), null);
  assert.equal(oddsRatio([3, 0, 2, 0]), null);
  assert.throws(() => oddsRatio([-1, 1, 1, 1]), RangeError);
});
