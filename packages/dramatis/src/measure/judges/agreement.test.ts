import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../core/index.ts";
import { agreementOf, confusionOf, figureOf, fitToLevels, nearestLevel } from "./agreement.ts";

const near = (actual: number | null | undefined, expected: number): void =>
  assert.ok(
    actual !== null && actual !== undefined && Math.abs(actual - expected) < 1e-6,
    `${actual}, not ${expected}`,
  );

test("two levels: Cohen's kappa of [[20, 5], [10, 15]] is .4", () => {
  const cells = [
    [0, 0, 20],
    [0, 1, 5],
    [1, 0, 10],
    [1, 1, 15],
  ] as const;
  const rated = cells.flatMap(([human, judge, n]) => Array.from({ length: n }, () => ({ human, judge })));
  const { kappa, accuracy, alpha } = agreementOf(rated, { levels: [0, 1], resamples: 200 });
  near(kappa.value, 0.4);
  // (20 + 15) / 50
  near(accuracy.value, 0.7);
  // Nominal alpha: 100 values, 55 of 0 and 45 of 1; D_o = 30/100, D_e = 2·55·45/(100·99) = .5; 1 − .3/.5 = .4.
  near(alpha.value, 0.4);
  assert.ok((kappa.low as number) < 0.4 && (kappa.high as number) > 0.4);
  assert.equal(kappa.n, 50);
  assert.deepEqual(confusionOf(rated, [0, 1]), [
    [20, 5],
    [10, 15],
  ]);
});

test("ranks: Kendall of 1..5 with 2, 1, 4, 3, 5 is .6, Spearman 1 − 6·4/120 = .8; no interval for five", () => {
  const rated = [2, 1, 4, 3, 5].map((judge, i) => ({ human: i + 1, judge }));
  const { kendall, spearman } = agreementOf(rated, { levels: [1, 2, 3, 4, 5] });
  near(kendall.value, 0.6);
  near(spearman.value, 0.8);
  assert.deepEqual([kendall.low, kendall.high], [null, null]);
});

test("what cannot be said is null and not 0", () => {
  const none = agreementOf([], { levels: [1, 2] });
  assert.deepEqual(none.alpha, { value: null, low: null, high: null, n: 0 });
  const constant = agreementOf(
    [1, 2, 3].map((human) => ({ human, judge: 2 })),
    { levels: [1, 2, 3] },
  );
  assert.equal(constant.spearman.value, null);
  assert.equal(figureOf([1, 2, 3], () => null).value, null);
});

test("scores of their own scale are cut where people's levels are, on other cases", () => {
  const draw = random(7);
  const rated = Array.from({ length: 500 }, () => {
    const human = 1 + draw.int(3);
    return { human, judge: human / 10 + 0.01 * draw.next() };
  });
  const fitted = fitToLevels(rated, [1, 2, 3]);
  // The cuts lie between clouds that do not touch: all but the few at the ends of a cloud come out right.
  assert.ok(fitted.filter(({ human, judge }) => human === judge).length > 480);
  const noise = fitToLevels(
    rated.map(({ human }) => ({ human, judge: draw.next() })),
    [1, 2, 3],
  );
  const { kappa } = agreementOf(noise, { levels: [1, 2, 3], resamples: 200 });
  assert.ok((kappa.low as number) < 0 && (kappa.high as number) > 0);
});

test("the nearest level; the lower of two", () => {
  assert.deepEqual(
    [0.2, 1.5, 2.6, 9].map((value) => nearestLevel([1, 2, 3], value)),
    [1, 1, 3, 3],
  );
});
