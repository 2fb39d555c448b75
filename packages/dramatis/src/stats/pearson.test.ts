import assert from "node:assert/strict";
import { test } from "node:test";
import { pearson } from "./pearson.ts";

test("correlation is SciPy's", () => {
  // scipy.stats.pearsonr([1,2,3,4,5,6], [2,2,5,1,8,8]) = 0.7487441222592406, SciPy 1.17
  const r = pearson([1, 2, 3, 4, 5, 6], [2, 2, 5, 1, 8, 8]) as number;
  assert.ok(Math.abs(r - 0.7487441222592406) < 1e-12);
  assert.equal(pearson([1, 2, 3], [-2, -4, -6]), -1);
});

test("a constant side has no correlation, and unequal lengths are an error", () => {
  assert.equal(pearson([1, 1, 1], [1, 2, 3]), null);
  assert.equal(pearson([], []), null);
  assert.throws(() => pearson([1], [1, 2]), RangeError);
});
