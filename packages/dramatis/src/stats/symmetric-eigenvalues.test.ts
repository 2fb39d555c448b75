import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../core/index.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

function near(found: Iterable<number>, expected: readonly number[], tolerance = 1e-12): void {
  const values = [...found];
  assert.equal(values.length, expected.length);
  for (const [i, value] of values.entries()) {
    assert.ok(Math.abs(value - (expected[i] as number)) < tolerance, `${value} is not ${expected[i]}`);
  }
}

test("known eigenvalues", () => {
  near(symmetricEigenvalues(Float64Array.of(7), 1), [7]);
  // [[2, 1], [1, 2]]: 2 ± 1
  near(symmetricEigenvalues(Float64Array.of(2, 1, 1, 2), 2), [1, 3]);
  // all ones: the sum of a row once, and 0
  near(symmetricEigenvalues(new Float64Array(25).fill(1), 5), [0, 0, 0, 0, 5]);
  near(symmetricEigenvalues(Float64Array.of(-3, 0, 0, 0, 5, 0, 0, 0, 0), 3), [-3, 0, 5]);
  assert.equal(symmetricEigenvalues(new Float64Array(0), 0).length, 0);
});

test("the second differences of a line have 2 − 2 cos(πk / (n + 1))", () => {
  const n = 12;
  const matrix = Float64Array.from({ length: n * n }, (_, at) => {
    const apart = Math.abs(Math.floor(at / n) - (at % n));
    return apart === 0 ? 2 : apart === 1 ? -1 : 0;
  });
  const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1)));
  near(symmetricEigenvalues(matrix, n), expected);
});

test("of any symmetric matrix they add up to the trace, and their squares to the sum of the squares", () => {
  const { normal } = random(5);
  for (const n of [3, 10, 40]) {
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = normal();
    const found = symmetricEigenvalues(matrix, n);
    const trace = Array.from({ length: n }, (_, i) => matrix[i * n + i] as number).reduce((sum, x) => sum + x, 0);
    near([found.reduce((sum, x) => sum + x, 0)], [trace], 1e-9);
    near([found.reduce((sum, x) => sum + x * x, 0)], [matrix.reduce((sum, x) => sum + x * x, 0)], 1e-9);
    assert.deepEqual(
      [...found],
      [...found].sort((a, b) => a - b),
    );
  }
});
