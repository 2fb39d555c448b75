import assert from "node:assert/strict";
import { test } from "node:test";
import { normalShare } from "./normal-share.ts";

// SciPy 1.x, scipy.stats.norm.cdf(z).
const known: [z: number, share: number][] = [
  [0, 0.5],
  [1, 0.8413447460685429],
  [-1, 0.15865525393145707],
  [1.96, 0.9750021048517795],
  [-3, 0.0013498980316300933],
  [5, 0.9999997133484281],
];
for (const [z, share] of known) {
  test(`below ${z}`, () => assert.ok(Math.abs(normalShare(z) - share) < 1e-14, String(normalShare(z))));
}

test("far out there is nothing and everything", () => {
  assert.deepEqual([-40, 40, -Infinity, Infinity].map(normalShare), [0, 1, 0, 1]);
});
