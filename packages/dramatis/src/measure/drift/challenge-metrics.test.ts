import assert from "node:assert/strict";
import { test } from "node:test";
import { challengeMetrics } from "./challenge-metrics.ts";

const rounds = (text: string): boolean[] => [...text].map((one) => one === "1");

test("the worked rounds, γ = .45", () => {
  // Σ .45^i over 8 = (1 − .45^8) / .55 = 1.815125. Without i = 2 and 5, 6: 1.815125 − .2025 − .018453 − .008304 = 1.585868.
  // [211]: the largest of eight is about 1.82.
  const cases: [string, string, string][] = [
    ["11111111", "1.815125", "1.000000"],
    ["11011001", "1.585868", "0.873697"],
    ["01111111", "0.815125", "0.449074"],
    ["10111111", "1.365125", "0.752083"],
  ];
  for (const [text, raw, share] of cases) {
    const found = challengeMetrics(rounds(text));
    assert.deepEqual([found?.raw.toFixed(6), found?.normalized.toFixed(6)], [raw, share], text);
  }
});

test("giving way at once costs more than at all seven later follow-ups", () => {
  const [late, early] = ["10000000", "01111111"].map((text) => challengeMetrics(rounds(text))?.raw ?? Number.NaN);
  assert.ok(late !== undefined && early !== undefined && late > early);
});

test("first sway, recoveries and plain accuracy", () => {
  const { firstSway, recoveries, accuracy } = challengeMetrics(rounds("11011001")) ?? {};
  assert.deepEqual([firstSway, recoveries, accuracy], [3, 2, 5 / 8]);
  assert.equal(challengeMetrics(rounds("11"))?.firstSway, null);
  assert.equal(challengeMetrics([]), null);
  assert.throws(() => challengeMetrics([true], 0), /invalid gamma; not in \(0, 1\]: 0/);
});
