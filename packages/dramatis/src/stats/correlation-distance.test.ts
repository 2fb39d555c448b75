import assert from "node:assert/strict";
import { test } from "node:test";
import { absoluteDistance, correlationDistance, frobeniusDistance } from "./correlation-distance.ts";

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

test("sum of absolute differences", () => {
  // Off the diagonal .5, .2, .3 and .3, .2, .5: twice (.2 + 0 + .2) = .8
  const matrix = (a: number, b: number, c: number): number[][] => [
    [1, a, b],
    [a, 1, c],
    [b, c, 1],
  ];
  const [human, model] = [matrix(0.5, 0.2, 0.3), matrix(0.3, 0.2, 0.5)];
  assert.ok(Math.abs(absoluteDistance(human, model) - 0.8) < 1e-12);
  assert.ok(Math.abs(frobeniusDistance(human, model) - 0.4) < 1e-12);
  assert.ok(Math.abs((correlationDistance(human, model) as number) - 0.021277) < 5e-7);
  assert.throws(() => absoluteDistance(human, []), RangeError);
});
