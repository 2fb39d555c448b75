import assert from "node:assert/strict";
import { test } from "node:test";
import { intraclassCorrelation } from "./intraclass-correlation.ts";

test("the data of Shrout and Fleiss (1979), table 2", () => {
  const ratings = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ];
  const found = intraclassCorrelation(ratings);
  assert.ok(found);
  const rounded = Object.values(found).map((value) => Number(value.toFixed(6)));
  assert.deepEqual(rounded, [0.289764, 0.714841, 0.620051, 0.909316]);
});

test("units that do not differ, one rater, one unit: null", () => {
  assert.equal(
    intraclassCorrelation([
      [1, 2],
      [1, 2],
    ]),
    null,
  );
  assert.equal(intraclassCorrelation([[1], [2]]), null);
  assert.equal(intraclassCorrelation([[1, 2]]), null);
});
