import assert from "node:assert/strict";
import { test } from "node:test";
import { mean } from "./mean.ts";

test("mean of values, and null for none", () => {
  assert.equal(mean([1, 2, 6]), 3); // 9 / 3
  assert.equal(mean([]), null);
});
