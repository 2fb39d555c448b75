import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { random } from "../../core/index.ts";
import { allocatePeople, wholeShares } from "./allocate-people.ts";
import { total } from "./ipf.ts";

const SIZES = [3, 4, 2];
const codes = SIZES.map((size, i) =>
  Uint8Array.from({ length: 24 }, (_, cell) => Math.floor(cell / SIZES.slice(i + 1).reduce((a, b) => a * b, 1)) % size),
);

function byValue(amounts: ArrayLike<number>, variable: number): number[] {
  const sums: number[] = new Array(SIZES[variable]).fill(0);
  for (let cell = 0; cell < 24; cell++) {
    const value = codes[variable]?.[cell] as number;
    sums[value] = (sums[value] as number) + (amounts[cell] as number);
  }
  return sums;
}

describe("allocatePeople", () => {
  test("every one-way margin is exact, whatever the table, the size and the seed", () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 500 }), fc.integer(), (list, size, seed) => {
        const table = Float64Array.from(list);
        const counts = allocatePeople({ weights: table, codes, size, random: random(seed) });
        assert.equal(total(counts), size);
        assert.ok(counts.every((count) => count >= 0));
        for (const variable of SIZES.keys()) {
          assert.deepEqual(byValue(counts, variable), [...wholeShares(byValue(table, variable), size)]);
        }
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  test("nobody comes to a cell of weight 0, and the size holds", () => {
    const weights = fc.array(fc.constantFrom(0, 0, 1, 2.5, 7), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), (list, size) => {
        fc.pre(list.some((weight) => weight > 0));
        const counts = allocatePeople({ weights: Float64Array.from(list), codes, size, random: random(size) });
        assert.equal(total(counts), size);
        assert.ok(list.every((weight, cell) => weight > 0 || counts[cell] === 0));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("a cell gets its expected number on average, give or take what makes the one-way margins whole", () => {
    // Weights 1 … 24 for 310 people: cell i expects 310·(i + 1)/300, so 1.03 to 24.8. Rounding the three one-way margins
    // moves at most half a person a value, 4 to 12 cells share it: a quarter of a person bounds what may be left.
    const weights = Float64Array.from({ length: 24 }, (_, cell) => cell + 1);
    const means = new Float64Array(24);
    for (let seed = 0; seed < 2000; seed++) {
      allocatePeople({ weights, codes, size: 310, random: random(seed) }).forEach((count, cell) => {
        means[cell] = (means[cell] as number) + count / 2000;
      });
    }
    means.forEach((mean, cell) => {
      assert.ok(Math.abs(mean - (310 * (cell + 1)) / 300) < 0.25, `cell ${cell}: ${mean}`);
    });
  });

  test("the same seed, the same people", () => {
    const weights = Float64Array.from({ length: 24 }, (_, cell) => 1 + (cell % 5));
    const draw = (seed: number): Int32Array => allocatePeople({ weights, codes, size: 31, random: random(seed) });
    assert.deepEqual(draw(4), draw(4));
    assert.notDeepEqual(draw(4), draw(5));
  });
});

test("whole shares: largest remainders, the first of equals", () => {
  // 10 · (1, 1, 1)/3 = 3.33 each: one more for the first. 7 · (.5, .3, .2) = 3.5, 2.1, 1.4: one more for 3.5.
  assert.deepEqual([...wholeShares([1, 1, 1], 10)], [4, 3, 3]);
  assert.deepEqual([...wholeShares([5, 3, 2], 7)], [4, 2, 1]);
});
