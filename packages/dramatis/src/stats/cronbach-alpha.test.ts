import assert from "node:assert/strict";
import { test } from "node:test";
import { cronbachAlpha } from "./cronbach-alpha.ts";

test("known values", () => {
  // Items 1 2 3 and 2 4 3: variances 1 and 1; sums 3 6 6: variance 3; 2 · (1 − 2/3) = 2/3
  assert.ok(
    Math.abs(
      (cronbachAlpha([
        [1, 2],
        [2, 4],
        [3, 3],
      ]) as number) -
        2 / 3,
    ) < 1e-12,
  );
  // Two items that always agree: 2 · (1 − 2v / 4v) = 1
  assert.equal(
    cronbachAlpha([
      [1, 1],
      [2, 2],
      [5, 5],
    ]),
    1,
  );
});

test("what has no α", () => {
  assert.equal(cronbachAlpha([]), null);
  assert.equal(cronbachAlpha([[1], [2]]), null);
  assert.equal(cronbachAlpha([[1, 2]]), null);
  assert.equal(
    cronbachAlpha([
      [1, 3],
      [3, 1],
    ]),
    null,
  );
  assert.throws(() => cronbachAlpha([[1, 2], [1]]), RangeError);
});
