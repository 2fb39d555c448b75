import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wilson } from "./wilson.ts";

// Wilson 1927: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n) at p = .84, n = 50, z = 1.959964.
test("42 of 50 is [.714858, .916626]", () => {
  const interval = wilson(42, 50);
  assert.ok(interval);
  assert.ok(Math.abs(interval.low - 0.714858) < 1e-6);
  assert.ok(Math.abs(interval.high - 0.916626) < 1e-6);
});

test("the interval holds the proportion, stays in [0, 1] and never closes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, p) => {
      const interval = wilson(p * n, n);
      assert.ok(interval && interval.low >= 0 && interval.high <= 1 && interval.low < interval.high);
      assert.ok(interval.low <= p + 1e-12 && p - 1e-12 <= interval.high);
    }),
  );
});

test("no trials, no interval", () => assert.equal(wilson(0, 0), null));
