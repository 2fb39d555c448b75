import assert from "node:assert/strict";
import { test } from "node:test";
import { spearman } from "./spearman.ts";

test("rank correlation with ties is SciPy's", () => {
  // scipy.stats.spearmanr([1,2,3,4,5,6], [2,2,5,1,8,8]) = 0.6179143806533246, SciPy 1.17
  const rho = spearman([1, 2, 3, 4, 5, 6], [2, 2, 5, 1, 8, 8]) as number;
  assert.ok(Math.abs(rho - 0.6179143806533246) < 1e-12);
});

test("only order counts", () => {
  assert.equal(spearman([1, 2, 3], [10, 100, 1e6]), 1);
  assert.equal(spearman([1, 2, 3], [5, 5, 5]), null);
});
