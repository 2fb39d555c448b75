import assert from "node:assert/strict";
import { test } from "node:test";
import { cohenKappa, fleissKappa } from "./cohen-kappa.ts";

/** Two raters' labels from their table of counts. */
function labels(table: readonly (readonly number[])[]): [number[], number[]] {
  const pairs = table.flatMap((row, a) => row.flatMap((count, b) => Array.from({ length: count }, () => [a, b])));
  return [pairs.map(([a]) => a as number), pairs.map(([, b]) => b as number)];
}

test("[[20, 5], [10, 15]]: p_o .7, p_e .5 · .6 + .5 · .4 = .5, kappa .4", () => {
  assert.ok(
    Math.abs(
      (cohenKappa(
        ...labels([
          [20, 5],
          [10, 15],
        ]),
      ) as number) - 0.4,
    ) < 1e-12,
  );
});

test("nothing rated, or one label only: null; uneven lengths are refused", () => {
  assert.equal(cohenKappa([], []), null);
  assert.equal(cohenKappa(["a", "a"], ["a", "a"]), null);
  assert.throws(() => cohenKappa([1], []), RangeError);
});

test("Fleiss's own table (1971 in Wikipedia's example): 10 units, 14 raters, 5 labels: .210", () => {
  const table = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];
  // P̄ = .378, P̄_e = .213 → (.378 − .213) / (1 − .213) = .210
  assert.ok(Math.abs((fleissKappa(table) as number) - 0.21) < 5e-4);
  assert.equal(fleissKappa([]), null);
  assert.throws(
    () =>
      fleissKappa([
        [1, 1],
        [2, 1],
      ]),
    RangeError,
  );
});
