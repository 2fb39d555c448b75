import assert from "node:assert/strict";
import { test } from "node:test";
import { signFlipTest } from "./sign-flip-test.ts";

test("six differences: 6 of 64 sign patterns are as far from 0", () => {
  const found = signFlipTest([0.3, 0.1, 0.4, -0.1, 0.2, 0.5]);
  assert.ok(found);
  assert.ok(Math.abs(found.effect - 0.233333) < 1e-6);
  assert.deepEqual([found.p, found.exact], [6 / 64, true]);
});

test("more than 20 are drawn, the same way for a seed; a clear difference is found, none is not", () => {
  const clear = Array.from({ length: 30 }, (_, i) => 1 + (i % 3));
  assert.equal(signFlipTest(clear)?.p, 1 / 100_001);
  const none = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 1 : -1));
  assert.ok((signFlipTest(none)?.p ?? 0) > 0.9);
  assert.deepEqual(signFlipTest(none, { seed: 3 }), signFlipTest(none, { seed: 3 }));
});

test("no difference: null", () => {
  assert.equal(signFlipTest([]), null);
});
