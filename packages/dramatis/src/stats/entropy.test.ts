import assert from "node:assert/strict";
import { test } from "node:test";
import { entropy } from "./entropy.ts";

test("bits", () => {
  // −.1·log₂ .1 · 2 − .2·log₂ .2 − .6·log₂ .6 = .664386 + .464386 + .442179 = 1.570951
  assert.equal(entropy([0, 0, 0.1, 0.2, 0.6, 0.1]).toFixed(6), "1.570951");
  assert.equal(entropy([0.25, 0.25, 0.25, 0.25]), 2);
  assert.equal(entropy([0, 1]), 0);
  assert.equal(entropy([]), 0);
});
