import assert from "node:assert/strict";
import { test } from "node:test";
import { selfReportMetrics, selfReportNull } from "./self-report-metrics.ts";

const pairs = [
  { report: 7, behaviour: 6 },
  { report: 6, behaviour: 3 },
  { report: 2, behaviour: 2 },
  { report: 5, behaviour: 7 },
];

test("the worked pairs: cosine .936634, Spearman .4, mean difference 1.5, half consistent", () => {
  // Σab = 42 + 18 + 4 + 35 = 99; |a|² = 114, |b|² = 98: 99 / √11172 = .936634; |1| + |3| + |0| + |2| = 6
  const found = selfReportMetrics(pairs);
  assert.deepEqual(
    [found?.cosine.toFixed(6), found?.spearman?.toFixed(6), found?.meanDifference, found?.consistentPairs, found?.n],
    ["0.936634", "0.400000", 1.5, 0.5, 4],
  );
});

test("shuffled pairs have no rank correlation, and a cosine that is high all the same", () => {
  const chance = selfReportNull(pairs);
  assert.ok(Math.abs(chance?.spearman ?? 1) < 0.06, `${chance?.spearman}`); // se of 1,000 draws of 4: .018
  // Mean of Σab over all orders is Σa · Σb / 4 = 20 · 18 / 4 = 90: 90 / √11172 = .851485
  assert.ok(Math.abs((chance?.cosine ?? 0) - 0.8515) < 0.01, `${chance?.cosine}`);
});

test("no pair is null, a constant side has no rank correlation", () => {
  assert.deepEqual([selfReportMetrics([]), selfReportNull([])], [null, null]);
  assert.equal(selfReportMetrics([{ report: 1, behaviour: 2 }])?.spearman, null);
});
