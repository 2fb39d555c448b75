import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { random } from "../core/index.ts";
import { assignment } from "./assignment.ts";

const matrices = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) => {
  const weight = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }));
  const row = fc.array(weight, { minLength: columns, maxLength: columns });
  return fc.array(row, { minLength: rows, maxLength: rows });
});

test("no other assignment weighs more", () => {
  fc.assert(
    fc.property(matrices, (weights) => {
      const found = assignment(weights);
      const used = found.filter((column) => column >= 0);
      assert.equal(used.length, Math.min(weights.length, weights[0]?.length ?? 0));
      assert.equal(new Set(used).size, used.length, "a column twice");
      const sum = found.reduce((total, column, row) => total + (column < 0 ? 0 : (weights[row]?.[column] ?? 0)), 0);
      assert.ok(Math.abs(sum - heaviest(weights)) < 1e-9, `${sum}, brute force ${heaviest(weights)}`);
    }),
    { numRuns: 300 },
  );
});

test("known assignments", () => {
  // .72 + .36 = 1.08 against .54 + .08 = .62
  assert.deepEqual(
    assignment([
      [0.72, 0.54],
      [0.08, 0.36],
    ]),
    [0, 1],
  );
  // Two equal rows share the columns.
  assert.deepEqual(
    assignment([
      [0.72, 0.54],
      [0.72, 0.54],
    ]).toSorted(),
    [0, 1],
  );
  // scipy.optimize.linear_sum_assignment's example, costs 4 1 3 / 2 0 5 / 3 2 2: least 1 + 2 + 2 = 5
  assert.deepEqual(
    assignment([
      [-4, -1, -3],
      [-2, 0, -5],
      [-3, -2, -2],
    ]),
    [1, 0, 2],
  );
  assert.deepEqual(assignment([[1], [3], [2]]), [-1, 0, -1]);
  assert.deepEqual(assignment([]), []);
  assert.deepEqual(assignment([[], []]), [-1, -1]);
});

test("what is no matrix of numbers is refused", () => {
  assert.throws(() => assignment([[1, 2], [1]]), RangeError);
  assert.throws(() => assignment([[1, Number.NaN]]), RangeError);
});

test("three hundred by three hundred keeps the greatest sum of a planted permutation", () => {
  const draw = random(1);
  const order = draw.shuffle([...Array(300).keys()]);
  // Every weight is below 1 but those of one permutation, which are above 2: no other assignment can weigh as much.
  const weights = order.map((planted) =>
    Float64Array.from(order, (_, column) => draw.next() + (column === planted ? 2 : 0)),
  );
  assert.deepEqual(assignment(weights), order);
});

/** Tries every assignment. */
function heaviest(weights: readonly number[][]): number {
  const columns = weights[0]?.length ?? 0;
  const from = (row: number, taken: ReadonlySet<number>, left: number): number => {
    if (left === 0) return 0;
    if (row === weights.length) return Number.NEGATIVE_INFINITY;
    const sums = [...Array(columns).keys()]
      .filter((column) => !taken.has(column))
      .map((column) => (weights[row]?.[column] ?? 0) + from(row + 1, new Set([...taken, column]), left - 1));
    return Math.max(from(row + 1, taken, left), ...sums);
  };
  return from(0, new Set(), Math.min(weights.length, columns));
}
