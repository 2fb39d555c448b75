import assert from "node:assert/strict";
import { test } from "node:test";
import { midRanks } from "./mid-ranks.ts";

test("ties share the mean of their ranks", () => {
  assert.deepEqual(midRanks([10, 20, 10, 5]), [2.5, 4, 2.5, 1]); // the two tens hold ranks 2 and 3
  assert.deepEqual(midRanks([]), []);
});
