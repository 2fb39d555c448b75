import assert from "node:assert/strict";
import { test } from "node:test";
import { splitHalfDistance } from "./split-half-distance.ts";
import { wasserstein1d } from "./wasserstein-1d.ts";

test("two halves of two people are the two", () => {
  assert.equal(splitHalfDistance([1, 4], { distance: wasserstein1d }), 3);
  assert.equal(splitHalfDistance([2, 2, 2, 2, 2], { distance: wasserstein1d }), 0);
});

test("each split is drawn anew, by the seed", () => {
  const people = [1, 2, 3, 10, 20, 30];
  const halves: string[] = [];
  const distance = (a: readonly number[], b: readonly number[]): number => {
    assert.deepEqual([...a, ...b].toSorted(), people.toSorted());
    halves.push(a.join());
    return a.length;
  };
  assert.equal(splitHalfDistance(people, { distance, seed: 1 }), 3);
  assert.equal(halves.length, 20);
  assert.ok(new Set(halves).size > 10);
  const first = halves.splice(0);
  splitHalfDistance(people, { distance, seed: 1 });
  assert.deepEqual(halves, first);
});

test("one person has no halves", () => {
  assert.equal(splitHalfDistance([1], { distance: wasserstein1d }), null);
  assert.equal(splitHalfDistance([1, 2], { distance: () => null }), null);
});
