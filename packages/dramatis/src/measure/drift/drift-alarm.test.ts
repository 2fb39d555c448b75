import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../core/index.ts";
import { driftAlarm } from "./drift-alarm.ts";

test("a step half way sounds at the first window behind it", () => {
  const values = Array.from({ length: 30 }, (_, i) => (i < 15 ? 1 : 0));
  const found = driftAlarm(values);
  // The deviation of as many 1 as 0 is ½: the windows are 1, 1, 1, 0, 0, 0, the largest distance (1 − 0) / ½ = 2.
  assert.deepEqual([found?.windows, found?.drift, found?.firstAlarm], [[1, 1, 1, 0, 0, 0], 2, 15]);
});

test("noise sounds about as often as it may: 5 times in a hundred", () => {
  const draw = random(1);
  const alarms = Array.from({ length: 200 }, (_, seed) =>
    driftAlarm(
      Array.from({ length: 30 }, () => draw.normal()),
      { seed, shuffles: 200 },
    ),
  ).filter((found) => found?.firstAlarm !== null).length;
  // 10 expected of 200; 3 standard deviations are 9.2
  assert.ok(alarms <= 19, `${alarms}`);
});

test("too short, or always the same: null", () => {
  assert.equal(driftAlarm([1, 0, 1, 0, 1, 0, 1, 0, 1]), null);
  assert.equal(driftAlarm(Array.from({ length: 20 }, () => 1)), null);
});
