import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { givenScale, roundScale } from "./scale.ts";

test("ends and steps are round and hold 0", () => {
  assert.deepEqual(roundScale([0.98, 0.66]), { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] });
  assert.deepEqual(roundScale([0.02, 0.39]), { low: 0, high: 0.4, ticks: [0, 0.1, 0.2, 0.3, 0.4] });
  assert.deepEqual(roundScale([-0.91, 0.14], 2), { low: -1, high: 1, ticks: [-1, 0, 1] });
  assert.deepEqual(roundScale([]), { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] });
});

test("every value lies on its scale, and the ticks are few", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { low, high, ticks } = roundScale(values);
      // Float dust: a value may pass the end by a billionth of the range.
      const dust = (high - low) * 1e-8;
      for (const value of values)
        assert.ok(value >= low - dust && value <= high + dust, `${value} in [${low}, ${high}]`);
      assert.ok(ticks.length >= 2 && ticks.length <= 7, String(ticks));
    }),
    { seed: 1 },
  );
});

test("given ends are kept, in whole steps where these are few", () => {
  assert.deepEqual(givenScale(1, 5).ticks, [1, 2, 3, 4, 5]);
  assert.deepEqual(givenScale(0, 1).ticks, [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(givenScale(0, 100).ticks, [0, 25, 50, 75, 100]);
});
