import assert from "node:assert/strict";
import { test } from "node:test";
import { atomicMetrics } from "./atomic-metrics.ts";

const near = (found: number | null, expected: number): void =>
  assert.ok(found !== null && Math.abs(found - expected) < 1e-6, `${found} is not ${expected}`);

test("the authors' shipped output for openness, high, six essays", () => {
  const iterations = [
    [5, 1, 3, 5, 5, 5, 2, 5, 4, 1, 4],
    [3, 1, 3, 1, 5, 1, 5, 3, 4],
    [4, 3, 5, 2, 4, 1, 4, 4, 2],
    [5, 4, 4, 2, 4, 2, 1, 4, 2, 3, 2, 4],
    [2, 2, 2, 5, 5, 4, 2, 1, 4, 4],
    [2, 5, 4, 3, 3, 4, 1, 3, 3, 2],
  ].map((atoms) => [atoms]);
  const { mean, acc, ic, rc, rcUnscaled } = atomicMetrics(iterations, "high");
  near(mean, 3.155135);
  near(acc, 0.470875);
  near(ic, 0.336522);
  near(rc, 0.744899);
  near(rcUnscaled, 0.872449);
});

test("bins are thirds of the scale", () => {
  const atoms = [[[1, 2, 3, 4, 5]]];
  near(atomicMetrics(atoms, "low").acc, 0.4); // 1, 2
  near(atomicMetrics(atoms, "neutral").acc, 0.2); // 3
  near(atomicMetrics(atoms, "high").acc, 0.4); // 4, 5
});

test("codes outside 1..5 are no atoms; nothing left is null", () => {
  near(atomicMetrics([[[5, 9, 99, 999]]], "high").acc, 1);
  assert.deepEqual(atomicMetrics([[[9], [99]], []], "high"), {
    mean: null,
    acc: null,
    ic: null,
    rc: null,
    rcUnscaled: null,
  });
});

test("one atom has no internal, one iteration no retest consistency", () => {
  const { ic, rc } = atomicMetrics([[[5]]], "high");
  assert.deepEqual([ic, rc], [null, null]);
});
