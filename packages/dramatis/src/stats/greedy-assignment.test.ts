import assert from "node:assert/strict";
import { test } from "node:test";
import { greedyAssignment } from "./greedy-assignment.ts";

test("the best column of each row, which may come again", () => {
  assert.deepEqual(
    greedyAssignment([
      [0.9, 0.8, 0.1],
      [0.85, 0.2, 0.3],
      [0.1, 0.7, 0.6],
    ]),
    [0, 0, 1],
  );
  assert.deepEqual(greedyAssignment([[0, 0], [0.2, 0.2], []]), [-1, 0, -1]);
});
