import assert from "node:assert/strict";
import { test } from "node:test";
import { ordinalDistance } from "./ordinal-distance.ts";
import { wasserstein1d } from "./wasserstein-1d.ts";

test("what is moved, times how far", () => {
  // Cumulative .5 .8 1 and .4 .8 1: |.1| + 0 + 0 = .1
  assert.ok(Math.abs(ordinalDistance([0.5, 0.3, 0.2], [0.4, 0.4, 0.2]) - 0.1) < 1e-12);
  assert.equal(ordinalDistance([1, 0, 0], [0, 0, 1]), 2);
  assert.throws(() => ordinalDistance([1], [0.5, 0.5]), RangeError);
});

test("it is the distance of the samples that the shares are of", () => {
  const distance = wasserstein1d([1, 1, 2, 4], [2, 3, 3, 4]) as number;
  assert.ok(Math.abs(ordinalDistance([0.5, 0.25, 0, 0.25], [0, 0.25, 0.5, 0.25]) - distance) < 1e-12);
});
