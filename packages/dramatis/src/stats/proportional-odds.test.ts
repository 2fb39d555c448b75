import assert from "node:assert/strict";
import { test } from "node:test";
import { type OrderedRow, proportionalOdds } from "./proportional-odds.ts";

const near = (found: number | undefined, wanted: number, within: number): void =>
  assert.ok(Math.abs((found as number) - wanted) < within, `${found} is not ${wanted}`);

/** Copenhagen housing (Madsen 1976; `housing` of R's MASS): satisfaction low, medium, high in 24 kinds of flats. */
const HOUSING = [
  [21, 21, 28, 34, 22, 36, 10, 11, 36, 61, 23, 17, 43, 35, 40, 26, 18, 54, 13, 9, 10, 8, 8, 12, 6, 7, 9, 18, 6, 7, 15],
  [13, 13, 7, 5, 11, 14, 19, 37, 17, 23, 40, 3, 5, 23, 78, 46, 43, 48, 45, 86, 15, 25, 62, 20, 23, 20, 10, 22, 24, 7],
  [10, 21, 57, 23, 13, 31, 21, 13, 5, 6, 13],
].flat();

test("the housing example of MASS, as polr has it", () => {
  const rows = HOUSING.map((weight, i): OrderedRow => {
    const influence = Math.floor(i / 3) % 3;
    const type = Math.floor(i / 9) % 4;
    const features = [influence === 1, influence === 2, type === 1, type === 2, type === 3, i >= 36].map(Number);
    return { features, level: i % 3, weight };
  });
  const found = proportionalOdds(rows);
  // R 4.2.2, MASS 7.3-58.2: polr(Sat ~ Infl + Type + Cont, weights = Freq, data = housing, Hess = TRUE)
  const wanted = [
    [0.56639373889, 0.1046527862187],
    [1.288819063812, 0.1271561489808],
    [-0.57235014643, 0.1192380141765],
    [-0.366186566153, 0.1551733388394],
    [-1.091014907672, 0.1514860256314],
    [0.360284149947, 0.0955357993227],
  ];
  // polr stops at a relative change of the likelihood, so its last digits are not the maximum's.
  for (const [i, [estimate, error]] of wanted.entries()) {
    near(found?.effects[i]?.estimate, estimate as number, 3e-5);
    near(found?.effects[i]?.standardError, error as number, 1e-4);
  }
  near(found?.thresholds[0], -0.496135343838, 3e-5);
  near(found?.thresholds[1], 0.690708290379, 3e-5);
  near(found?.deviance, 3479.14929906, 1e-6);
  assert.equal(found?.penalized, false);
});

test("a 2 × 2 design with an answer before, as polr has it", () => {
  const before = [
    1, 4, 1, 2, 5, 3, 2, 3, 3, 1, 5, 5, 2, 2, 1, 5, 5, 1, 1, 5, 5, 2, 2, 1, 4, 1, 4, 3, 2, 2, 4, 4, 4, 2, 4, 1, 1, 4, 1,
    2, 3, 2, 2, 5, 2, 1, 3, 3, 4, 3, 1, 4, 5, 1, 1, 4, 5, 5, 4, 5,
  ];
  const after = [
    2, 3, 1, 5, 5, 2, 1, 4, 5, 2, 5, 5, 2, 2, 1, 2, 5, 1, 1, 5, 5, 2, 2, 1, 5, 1, 4, 3, 1, 3, 4, 3, 1, 3, 5, 3, 1, 4, 5,
    3, 4, 3, 1, 5, 3, 1, 2, 5, 2, 5, 2, 5, 4, 1, 1, 3, 5, 3, 3, 4,
  ];
  const rows = after.map((level, i): OrderedRow => {
    const [model, personal] = [i % 2, Math.floor(i / 2) % 2];
    return { features: [model, personal, before[i] as number, model * personal], level };
  });
  const found = proportionalOdds(rows);
  // polr(factor(after) ~ model * personal + before, Hess = TRUE, control = list(reltol = 1e-14))
  const estimates = [-0.430479614401, -0.636373719123, 1.052682979343, 1.531634752047];
  const errors = [0.699573029756, 0.705289871169, 0.215847035772, 1.021142396178];
  for (const [i, effect] of (found?.effects ?? []).entries()) {
    near(effect.estimate, estimates[i] as number, 1e-5);
    near(effect.standardError, errors[i] as number, 1e-4);
  }
  near(found?.deviance, 152.065879721, 1e-7);
  // exp(1.0527) = 2.8653; exp(1.0527 ± 1.96 · .21585) = 1.877 to 4.374; z = 4.877, p about 1e-6
  const [, , effect] = found?.effects ?? [];
  near(effect?.oddsRatio, 2.8653, 1e-4);
  near(effect?.interval.low, 1.877, 1e-3);
  near(effect?.interval.high, 4.374, 1e-3);
  near(effect?.p, 1.08e-6, 1e-7);
});

test("two levels and one yes-or-no feature are the odds ratio of the table", () => {
  const cells: [number, number, number][] = [
    [1, 1, 20],
    [1, 0, 10],
    [0, 1, 12],
    [0, 0, 24],
  ];
  const rows = cells.map(([feature, level, weight]) => ({ features: [feature], level, weight }));
  const [effect] = proportionalOdds(rows)?.effects ?? [];
  // 20 · 24 / (10 · 12) = 4; error √(1/20 + 1/10 + 1/12 + 1/24) = .5244
  near(effect?.oddsRatio, 4, 1e-7);
  near(effect?.standardError, Math.sqrt(1 / 20 + 1 / 10 + 1 / 12 + 1 / 24), 1e-7);
});

test("a feature that parts the levels wholly is shrunk, and said to be", () => {
  const rows = [0, 0, 0, 0, 1, 1, 1, 1].map((feature, i) => ({ features: [feature], level: i < 4 ? 1 : 5 }));
  const found = proportionalOdds(rows);
  assert.equal(found?.penalized, true);
  const estimate = found?.effects[0]?.estimate as number;
  assert.ok(estimate > 1.5 && estimate < 12, `${estimate}`);
});

test("what has no fit", () => {
  assert.equal(proportionalOdds([]), null);
  assert.equal(proportionalOdds([{ features: [1], level: 2 }]), null);
  // Two features that are one.
  const twice = [0, 1, 0, 1, 1, 0].map((x, i) => ({ features: [x, x], level: i % 3 }));
  assert.equal(proportionalOdds(twice), null);
  assert.throws(() => proportionalOdds([{ features: [1], level: Number.NaN }]), RangeError);
  assert.throws(
    () =>
      proportionalOdds([
        { features: [1], level: 1 },
        { features: [], level: 2 },
      ]),
    RangeError,
  );
});
