import assert from "node:assert/strict";
import { test } from "node:test";
import { wasserstein1d } from "./wasserstein-1d.ts";

test("distances are SciPy's", () => {
  // scipy.stats.wasserstein_distance, SciPy 1.17
  assert.ok(Math.abs((wasserstein1d([5, 1, 3, 5, 5], [3, 1, 3, 1, 5, 1]) as number) - 1.4666666666666668) < 1e-12);
  assert.equal(wasserstein1d([0, 1, 3], [5, 6, 8]), 5); // every point moves by 5
});

test("equal samples are at 0, and an empty one has no distance", () => {
  assert.equal(wasserstein1d([1, 2], [2, 1]), 0);
  assert.equal(wasserstein1d([], [1]), null);
});
