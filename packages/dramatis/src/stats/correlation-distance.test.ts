import assert from "node:assert/strict";
import { test } from "node:test";
import { correlationDistance, frobeniusDistance } from "./correlation-distance.ts";

const two = (r: number): number[][] => [
  [1, r],
  [r, 1],
];

test("correlations of .3 and .6", () => {
  // tr(C₁C₂) = 2 + 2·.3·.6 = 2.36; norms √2.18 and √2.72; 1 − 2.36 / 2.43508 = .03083
  assert.ok(Math.abs((correlationDistance(two(0.3), two(0.6)) as number) - 0.03083) < 5e-6);
  // √(2 · .3²) = .42426
  assert.ok(Math.abs(frobeniusDistance(two(0.3), two(0.6)) - 0.42426) < 5e-6);
});

test("edges", () => {
  assert.ok(Math.abs(correlationDistance(two(0.5), two(0.5)) as number) < 1e-12);
  assert.equal(correlationDistance([[0]], [[1]]), null);
  assert.equal(correlationDistance([], []), null);
  assert.equal(frobeniusDistance([], []), 0);
  assert.throws(() => frobeniusDistance([[1]], two(0)), RangeError);
  assert.throws(() => correlationDistance([[1, 2]], [[1, 2]]), RangeError);
});
