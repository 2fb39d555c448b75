import assert from "node:assert/strict";
import { test } from "node:test";
import { tQuantile } from "./t-quantile.ts";

test("the usual table of two-sided critical values", () => {
  const table: [p: number, freedom: number, t: number][] = [
    [0.05, 1, 12.7062],
    [0.05, 2, 4.3027],
    [0.05, 3, 3.1824],
    [0.05, 4, 2.7764],
    [0.05, 7, 2.3646],
    [0.05, 10, 2.2281],
    [0.05, 30, 2.0423],
    [0.05, 1000, 1.9623],
    [0.1, 5, 2.015],
    [0.01, 9, 3.2498],
  ];
  for (const [p, freedom, t] of table) {
    assert.ok(Math.abs(tQuantile(p, freedom) - t) < 6e-4 * t, `${p}, ${freedom}: ${tQuantile(p, freedom)}`);
  }
});
