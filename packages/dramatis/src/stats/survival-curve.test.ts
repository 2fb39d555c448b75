import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { type Lifetime, logRankTest, medianSurvival, restrictedMean, survivalCurve } from "./survival-curve.ts";

// Freireich et al. 1963: weeks of remission of 21 children on 6-MP (+ still in remission) and 21 on placebo, as printed in
// Cox 1972 and in Kleinbaum and Klein, Survival Analysis, table 1.1.
const lifetimes = (text: string): Lifetime[] =>
  text.split(" ").map((word) => ({ time: Number.parseInt(word, 10), ended: !word.endsWith("+") }));
const TREATED = lifetimes("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");
const PLACEBO = lifetimes("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23");

test("the remissions of Freireich: survival and Greenwood's error as the textbooks print them", () => {
  const curve = survivalCurve(TREATED).map(({ time, atRisk, survival, error }) => [
    time,
    atRisk,
    survival.toFixed(4),
    error?.toFixed(4),
  ]);
  assert.deepEqual(curve, [
    [6, 21, "0.8571", "0.0764"],
    [7, 17, "0.8067", "0.0869"],
    [10, 15, "0.7529", "0.0963"],
    [13, 12, "0.6902", "0.1068"],
    [16, 11, "0.6275", "0.1141"],
    [22, 7, "0.5378", "0.1282"],
    [23, 6, "0.4482", "0.1346"],
  ]);
});

test("the interval on the log(−log) scale, by hand at week 6", () => {
  // Greenwood: 3 / (21 · 18) = .0079365; z·√.0079365 / −ln .857143 = 1.959964 · .0890871 / .1541507 = 1.132710;
  // e^1.132710 = 3.104058; .857143^3.104058 = .619718; .857143^(1/3.104058) = .951552
  const [first] = survivalCurve(TREATED);
  assert.equal(first?.low.toFixed(5), "0.61972");
  assert.equal(first?.high.toFixed(5), "0.95155");
});

test("half-lives: 23 weeks and 8 weeks; an end that is never reached is null", () => {
  // At week 13 the lower end is .4316, at week 10 .5032; no upper end falls to one half.
  assert.deepEqual(medianSurvival(survivalCurve(TREATED)), { time: 23, low: 13, high: null });
  assert.equal(medianSurvival(survivalCurve(PLACEBO)).time, 8);
  assert.deepEqual(medianSurvival([]), { time: null, low: null, high: null });
});

test("log-rank: 9 ends for 19.25 expected, chi-square 16.79", () => {
  const found = logRankTest(TREATED, PLACEBO);
  assert.ok(found);
  assert.deepEqual([found.observed, found.expected.toFixed(2), found.chiSquare.toFixed(2)], [9, "19.25", "16.79"]);
  assert.ok(found.p > 4e-5 && found.p < 4.3e-5, `${found.p}`);
  assert.equal(logRankTest(TREATED, []), null);
  assert.equal(logRankTest([], []), null);
});

test("where nobody is left the interval runs down to 0 from the last upper end", () => {
  const curve = survivalCurve(PLACEBO);
  const [before, last] = curve.slice(-2);
  assert.deepEqual([last?.survival, last?.error, last?.low, last?.high], [0, null, 0, before?.high]);
});

test("the restricted mean is the area under the steps", () => {
  // 1 until 2, then ½: 2 + ½ · 3 = 3.5
  const curve = survivalCurve([
    { time: 2, ended: true },
    { time: 5, ended: false },
  ]);
  assert.equal(restrictedMean(curve, 5), 3.5);
  assert.equal(restrictedMean(curve, 1), 1);
  assert.equal(restrictedMean([], 7), 7);
});

test("without a cut-off the curve is the share that lives on; it never rises and lies in its interval", () => {
  const times = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(times, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (all, flags) => {
      for (const { time, survival } of survivalCurve(all.map((one) => ({ time: one, ended: true })))) {
        assert.ok(Math.abs(survival - all.filter((one) => one > time).length / all.length) < 1e-12);
      }
      let last = 1;
      for (const { survival, low, high } of survivalCurve(all.map((time, i) => ({ time, ended: flags[i] === true })))) {
        assert.ok(survival < last && low <= survival && survival <= high && low >= 0 && high <= 1);
        last = survival;
      }
    }),
    { seed: 1 },
  );
});

test("a time of 0 is a mistake", () => {
  assert.throws(() => survivalCurve([{ time: 0, ended: true }]), /invalid time; not in \(0, ∞\): 0/);
});
