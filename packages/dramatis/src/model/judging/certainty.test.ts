import assert from "node:assert/strict";
import { test } from "node:test";
import { accuracyByTenth, accuracyFrom, certaintyBand, certaintyError, coverageCurve } from "./certainty.ts";

const verdicts = [
  { certainty: 95, correct: true },
  { certainty: 85, correct: true },
  { certainty: 80, correct: false },
  { certainty: 50, correct: false },
];

test("bands of twenty", () => {
  assert.deepEqual([1, 20, 21, 40, 60, 61, 80, 81, 100].map(certaintyBand), [
    "uncertain",
    "uncertain",
    "moderately certain",
    "moderately certain",
    "quite certain",
    "confident",
    "confident",
    "highly certain",
    "highly certain",
  ]);
});

test("accuracy of the certain ones, with the share that they are", () => {
  const { accuracy, coverage, n, interval } = accuracyFrom(verdicts);
  assert.deepEqual([accuracy, coverage, n], [2 / 3, 0.75, 3]);
  assert.ok(interval && interval.low < 2 / 3 && interval.high > 2 / 3);
  assert.deepEqual(accuracyFrom([]), { accuracy: null, interval: null, coverage: null, n: 0 });
});

test("accuracy against coverage, and by tenth", () => {
  assert.deepEqual(
    coverageCurve(verdicts).map(({ from, coverage, accuracy }) => [from, coverage, accuracy]),
    [
      [95, 0.25, 1],
      [85, 0.5, 1],
      [80, 0.75, 2 / 3],
      [50, 1, 0.5],
    ],
  );
  assert.deepEqual(
    accuracyByTenth([...verdicts, { certainty: 100, correct: true }]).map(({ tenth, accuracy, n }) => [
      tenth,
      accuracy,
      n,
    ]),
    [
      [5, 0, 1],
      [8, 0.5, 2],
      [9, 1, 2],
    ],
  );
});

test("calibration error: |.95 − 1|, |.85 − 1|, |.80 − 0|, |.50 − 0|, a bin each, over 4 = .375", () => {
  // Bins of .05, open below: .95, .85, .80 and .50 are the upper ends of four bins. (.05 + .15 + .80 + .50) / 4 = .375.
  assert.ok(Math.abs((certaintyError(verdicts) ?? 0) - 0.375) < 1e-12);
  assert.equal(certaintyError([]), null);
});
