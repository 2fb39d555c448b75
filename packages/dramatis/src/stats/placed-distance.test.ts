import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ordinalDistance } from "./ordinal-distance.ts";
import { placedDistance } from "./placed-distance.ts";

test("options out of order, half a step apart", () => {
  // Places 1, 2, 1.5: on the line the shares are .5, .2, .3 against .2, .3, .5; |.3| · .5 + |.1| · .5 = .2
  assert.ok(Math.abs(placedDistance([0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [1, 1.5, 2]) - 0.2) < 1e-12);
  assert.ok(Math.abs(placedDistance([0.5, 0.2, 0.3], [0.2, 0.3, 0.5], [1, 2, 1.5]) - 0.2) < 1e-12);
  assert.throws(() => placedDistance([1], [1], []), RangeError);
});

test("on steps of one it is the ordinal distance", () => {
  const shares = fc
    .array(fc.integer({ min: 1, max: 50 }), { minLength: 4, maxLength: 4 })
    .map((counts) => counts.map((count) => count / counts.reduce((sum, one) => sum + one, 0)));
  fc.assert(
    fc.property(shares, shares, (p, q) => Math.abs(placedDistance(p, q, [1, 2, 3, 4]) - ordinalDistance(p, q)) < 1e-9),
  );
});
