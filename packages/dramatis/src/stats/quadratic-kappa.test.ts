import assert from "node:assert/strict";
import { test } from "node:test";
import { quadraticKappa } from "./quadratic-kappa.ts";

test("kappa with quadratic weights, by hand", () => {
  // (1,1) (2,2) (3,2) (3,3): observed Σ = 1 of 4 pairs; expected over all 16 pairs of a {1,2,3,3} and b {1,2,2,3}:
  // from 1: 0 1 1 4 = 6; from 2: 1 0 0 1 = 2; from 3 twice: 4 1 1 0 = 6, 12 together: 20. 1 - 1·4/20 = .8
  assert.equal(quadraticKappa([1, 2, 3, 3], [1, 2, 2, 3]), 0.8);
  assert.equal(quadraticKappa([1, 2, 3], [1, 2, 3]), 1);
  // the ends swapped: observed 8, expected over 9 pairs 5 + 2 + 5 = 12: 1 - 8·3/12 = -1
  assert.equal(quadraticKappa([1, 2, 3], [3, 2, 1]), -1);
});

test("nothing rated, or one level only, has no kappa", () => {
  assert.equal(quadraticKappa([], []), null);
  assert.equal(quadraticKappa([2, 2], [2, 2]), null);
  assert.throws(() => quadraticKappa([1], [1, 2]), RangeError);
});
