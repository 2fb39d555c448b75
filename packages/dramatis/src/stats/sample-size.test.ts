import assert from "node:assert/strict";
import { test } from "node:test";
import {
  pairsFor,
  pairsForMcNemar,
  smallestEffect,
  unitsForOdds,
  unitsForProportions,
  unitsPerGroup,
} from "./sample-size.ts";

test("two groups, pairs, proportions, discordant pairs: the usual tables", () => {
  assert.deepEqual([0.2, 0.5, 0.8].map(unitsPerGroup), [393, 63, 25]);
  assert.deepEqual([0.2, 0.5, 0.8].map(pairsFor), [197, 32, 13]);
  assert.deepEqual(
    [unitsForProportions(0.5, 0.6), unitsForProportions(0.7, 0.8), unitsForProportions(0.8, 0.85)],
    [388, 294, 906],
  );
  assert.deepEqual([pairsForMcNemar(0.05, 0.2), pairsForMcNemar(0.1, 0.25)], [626, 194]);
});

test("what n pairs would have shown is what n pairs are needed for", () => {
  assert.equal(pairsFor(smallestEffect(50, 1)), 50);
});

test("ordered answers, by Whitehead's formula", () => {
  // Even halves, ln 2: 6 · 7.848886 / (.480453 · .75) = 130.7; on five even answers 6 · 7.848886 / (.480453 · .96) = 102.1
  assert.equal(unitsForOdds(Math.log(2), [0.5, 0.5]), 131);
  assert.equal(unitsForOdds(Math.log(2), [0.2, 0.2, 0.2, 0.2, 0.2]), 103);
});
