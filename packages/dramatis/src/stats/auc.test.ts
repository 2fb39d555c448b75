import assert from "node:assert/strict";
import { test } from "node:test";
import { type AucCase, auc } from "./auc.ts";

const positive = [0.9, 0.8, 0.6, 0.55, 0.4];
const negative = [0.7, 0.5, 0.4, 0.3, 0.2, 0.1];
const cases = (clusters?: { positive: string[]; negative: string[] }): AucCase[] => {
  const side = (values: number[], is: boolean, names?: string[]): AucCase[] =>
    values.map((value, i) => ({ value, positive: is, ...(names ? { cluster: names[i] as string } : {}) }));
  return [...side(positive, true, clusters?.positive), ...side(negative, false, clusters?.negative)];
};
const near = (found: number | undefined, expected: number): void =>
  assert.ok(found !== undefined && Math.abs(found - expected) < 1e-9, `${found} is not ${expected}`);

test("the area is Mann–Whitney's U / (m·n), the interval DeLong's", () => {
  // scipy.stats.mannwhitneyu(positive, negative).statistic / 30 = .85. DeLong in NumPy: the variances (ddof 1) of the
  // row and column means of 1[p > n] + ½·1[p = n], over 5 and 6, give .85 ± .2400456; 1.09 is cut to 1.
  const result = auc(cases());
  near(result?.value, 0.85);
  near(result?.low, 0.6099544161822346);
  near(result?.high, 1);
  assert.deepEqual([result?.positives, result?.negatives], [5, 6]);
});

test("clustered cases give Obuchowski's interval", () => {
  // Formula (Obuchowski 1997) written out in NumPy over clusters a..d: variance .00612222222
  const result = auc(cases({ positive: ["a", "a", "b", "c", "c"], negative: ["a", "b", "b", "c", "d", "d"] }));
  near(result?.value, 0.85);
  near(result?.low, 0.6966433419841018);
});

test("perfect separation is not certainty", () => {
  const result = auc([1, 2, 3, 4].map((value) => ({ value, positive: value > 2 })));
  assert.equal(result?.value, 1);
  assert.equal(result?.high, 1);
  near(result?.low, 0.3423802275066531); // Wilson, 2 of 2: 1 / (1 + z²/2) = 1 / 2.9207294
});

test("ties count half", () => {
  const result = auc([true, true, false, false].map((is) => ({ value: 1, positive: is })));
  assert.equal(result?.value, 0.5);
});

test("a side with fewer than two clusters has no area", () => {
  assert.equal(auc([]), null);
  assert.equal(
    auc([
      { value: 1, positive: true },
      { value: 0, positive: false },
    ]),
    null,
  );
});
