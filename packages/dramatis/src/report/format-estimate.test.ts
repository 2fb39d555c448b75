import assert from "node:assert/strict";
import { test } from "node:test";
import { noMissing } from "../core/index.ts";
import { estimateFixture } from "./fixture.ts";
import {
  count,
  formatBound,
  formatDirection,
  formatEstimate,
  formatInterval,
  formatMissing,
  formatNumber,
  missingTotal,
} from "./format-estimate.ts";

test("numbers keep at most three decimals, fewer as they grow", () => {
  const expected: [number, string][] = [
    [0.83, "0.83"],
    [0.08349, "0.083"],
    [1.2345, "1.23"],
    [12.345, "12.3"],
    [4512.4, "4512"],
    [1, "1"],
    [-0.384, "-0.384"],
    [0, "0"],
    [-0, "0"],
    [0.0002, "<0.001"],
    [-0.0002, ">-0.001"],
  ];
  for (const [value, text] of expected) assert.equal(formatNumber(value), text);
});

test("an estimate is never without its interval and n", () => {
  assert.equal(
    formatEstimate(estimateFixture({ value: 0.83, low: 0.79, high: 0.87, n: 120 })),
    "0.83 [0.79, 0.87] n=120",
  );
  assert.equal(
    formatEstimate(estimateFixture({ value: 2.3, low: 1, high: 3, n: 4, unit: "nats" })),
    "2.3 nats [1, 3] n=4",
  );
  assert.equal(formatEstimate(estimateFixture({ value: 0.5, low: null, high: null, n: 1 })), "0.5 [no interval] n=1");
  assert.equal(formatEstimate(estimateFixture({ value: null, low: null, high: null, n: 0 })), "– n=0");
});

test("an interval that is not there is a dash", () => {
  assert.equal(formatInterval({ low: null, high: null }), "–");
});

test("missing units are counted by reason", () => {
  const estimate = estimateFixture({ missing: { ...noMissing(), refused: 2, unparsed: 1 } });
  assert.equal(formatMissing(estimate), "2 refused, 1 unparsed");
  assert.equal(missingTotal(estimate), 3);
  assert.equal(formatMissing(estimateFixture()), "");
});

test("bounds, directions and counts read as words", () => {
  assert.equal(formatBound({ min: 0.2, max: 0.8 }), "≥ 0.2 and ≤ 0.8");
  assert.deepEqual((["higher", "lower", "none"] as const).map(formatDirection), ["↑ better", "↓ better", ""]);
  assert.deepEqual([count(1, "line"), count(0, "line")], ["1 line", "0 lines"]);
});
