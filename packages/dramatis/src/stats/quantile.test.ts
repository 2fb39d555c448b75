import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile } from "./quantile.ts";

test("quantiles are NumPy's default", () => {
  // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [.025, .25, .5, .9]) = [1, 1.75, 3.5, 6.9], NumPy 2.4
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  for (const [p, expected] of [
    [0.025, 1],
    [0.25, 1.75],
    [0.5, 3.5],
    [0.9, 6.9],
    [1, 9],
  ] as const) {
    assert.ok(Math.abs((quantile(values, p) as number) - expected) < 1e-12, `p ${p}`);
  }
  assert.equal(quantile([], 0.5), null);
});
