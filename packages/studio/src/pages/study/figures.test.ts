import assert from "node:assert/strict";
import { test } from "node:test";
import { coverageOf, figure, intervalText, lasted, missingText, percent, shareDone } from "./figures.ts";

const NOTHING = { refused: 0, unparsed: 0, failed: 0, unsupported: 0 };

test("numbers have three decimals below 1, fewer above, and what is there never reads 0", () => {
  assert.deepEqual([0.8349, 1.253, 12.34, 4512.6, 0, 0.0001, -0.0001, null].map(figure), [
    ...["0.835", "1.25", "12.3", "4513", "0", "<0.001", ">-0.001", "–"],
  ]);
  assert.equal(intervalText({ low: 0.5, high: 1 }), "0.5 to 1");
  assert.equal(intervalText({ low: null, high: 1 }), "–");
});

test("coverage is what was scored of all that was asked", () => {
  // 18 scored, 2 refused: 18/20.
  assert.equal(coverageOf({ n: 18, missing: { ...NOTHING, refused: 2 } }), 0.9);
  assert.equal(coverageOf({ n: 0, missing: { ...NOTHING, failed: 3 } }), 0);
  assert.equal(coverageOf({ n: 0, missing: NOTHING }), null);
  assert.equal(missingText({ ...NOTHING, refused: 2, unparsed: 1 }), "2 refused, 1 unparsed");
});

test("a share is never rounded to all or to none", () => {
  assert.deepEqual([1, 0.999, 0.9, 0.001, 0, null].map(percent), ["100 %", ">99 %", "90 %", "<1 %", "0 %", "–"]);
});

test("progress is unknown until the total is", () => {
  assert.equal(shareDone({ done: 0, total: 0 }), null);
  assert.equal(shareDone({ done: 3, total: 12 }), 0.25);
  assert.equal(shareDone({ done: 13, total: 12 }), 1);
});

test("a run lasted hours, minutes or seconds", () => {
  const from = "2026-01-01T00:00:00Z";
  assert.equal(lasted(from, "2026-01-01T00:00:42Z"), "42 s");
  assert.equal(lasted(from, "2026-01-01T00:03:05Z"), "3 min 5 s");
  assert.equal(lasted(from, "2026-01-01T02:03:05Z"), "2 h 3 min");
  assert.equal(lasted(from, "never"), "–");
});
