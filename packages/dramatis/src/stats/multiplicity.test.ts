import assert from "node:assert/strict";
import { test } from "node:test";
import { benjaminiHochberg, holm } from "./multiplicity.ts";

const P = [0.001, 0.008, 0.039, 0.041, 0.042];
const rounded = (values: number[]): number[] => values.map((value) => Number(value.toFixed(6)));

test("Holm and Benjamini–Hochberg, in any order", () => {
  assert.deepEqual(rounded(holm(P)), [0.005, 0.032, 0.117, 0.117, 0.117]);
  assert.deepEqual(rounded(benjaminiHochberg(P)), [0.005, 0.02, 0.042, 0.042, 0.042]);
  assert.deepEqual(rounded(holm(P.toReversed())), [0.117, 0.117, 0.117, 0.032, 0.005]);
  assert.deepEqual(rounded(benjaminiHochberg(P.toReversed())), [0.042, 0.042, 0.042, 0.02, 0.005]);
  assert.deepEqual(holm([]), []);
});
