import assert from "node:assert/strict";
import { test } from "node:test";
import { cliffDelta, cohenD, pairedEffectSize } from "./effect-size.ts";

test("two groups of five: means 4.2 and 2.8, pooled deviation .83666", () => {
  const found = cohenD([4, 5, 4, 5, 3], [2, 3, 3, 2, 4]);
  assert.ok(found);
  assert.ok(Math.abs(found.d - 1.67332) < 1e-5);
  assert.ok(Math.abs(found.g - 1.511386) < 1e-5);
});

test("paired: mean .233333 over deviation .216025", () => {
  assert.ok(Math.abs((pairedEffectSize([0.3, 0.1, 0.4, -0.1, 0.2, 0.5]) as number) - 1.080123) < 1e-6);
});

test("Cliff's delta: of nine pairs five greater, two less", () => {
  assert.equal(cliffDelta([1, 3, 4], [1, 2, 3]), (5 - 2) / 9);
});

test("what does not vary, or is too little, has none", () => {
  assert.equal(cohenD([1, 1], [1, 1]), null);
  assert.equal(cohenD([1], [1, 2]), null);
  assert.equal(pairedEffectSize([1, 1]), null);
  assert.equal(cliffDelta([], [1]), null);
});
