import assert from "node:assert/strict";
import { test } from "node:test";
import { brierScore, expectedCalibrationError } from "./calibration-error.ts";

// Three items of three roles; the right one is A, C, C.
const ITEMS = [
  { probabilities: [0.6, 0.3, 0.1], right: 0 },
  { probabilities: [0.2, 0.5, 0.3], right: 2 },
  { probabilities: [0.1, 0.1, 0.8], right: 2 },
];

test("Brier over the nine cells: 1.1 / 9", () => {
  // .16 + .09 + .01 + .04 + .25 + .49 + .01 + .01 + .04 = 1.10
  assert.ok(Math.abs((brierScore(ITEMS) as number) - 0.122222) < 1e-6);
});

test("20 bins: each of .6 right, .5 wrong, .8 right is alone: (.4 + .5 + .2) / 3", () => {
  const judged = [
    { confidence: 0.6, correct: true },
    { confidence: 0.5, correct: false },
    { confidence: 0.8, correct: true },
  ];
  assert.ok(Math.abs((expectedCalibrationError(judged) as number) - 0.366667) < 1e-6);
  assert.equal(expectedCalibrationError([]), null);
  assert.equal(brierScore([]), null);
});
