import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cronbachAlpha } from "../../stats/index.ts";
import { inverse } from "./correlations.ts";
import { facetStructure, mtmm } from "./mtmm.ts";
import { oneFactor } from "./one-factor.ts";
import { ofOneFactor, reliability, withoutFactor } from "./reliability.ts";

function near(found: number | null | undefined, expected: number, slack = 1e-6): void {
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < slack, `${found} and not ${expected}`);
}

describe("reliability", () => {
  test("of known loadings .8 .7 .6 .5: ω .749446, α .742055, λ6 .693574, and the loadings come back", () => {
    const loadings = [0.8, 0.7, 0.6, 0.5];
    const matrix = loadings.map((a, i) => loadings.map((b, j) => (i === j ? 1 : a * b)));
    const factor = ofOneFactor(matrix);
    // (Σλ)² = 2.6² = 6.76; Σ(1 − λ²) = 4 − 1.74 = 2.26; 6.76 / 9.02 = .749446.
    near(factor.omega, 0.749446);
    near(factor.omegaImplied, 6.76 / 9.02);
    for (const [i, loading] of factor.loadings.entries()) near(loading, loadings[i] as number, 1e-6);
    assert.equal(factor.heywood, false);
    const { standardised, lambda6 } = withoutFactor(matrix);
    near(standardised, 0.742055);
    near(lambda6, 0.693574);
  });

  test("six people, four items: α .949628, standardised .950657, λ6 .973327; a Heywood case says so", () => {
    const rows = [
      [4, 5, 4, 2],
      [2, 2, 3, 1],
      [5, 5, 4, 4],
      [3, 3, 3, 2],
      [1, 2, 1, 1],
      [4, 4, 5, 3],
    ];
    const found = reliability(rows);
    near(found.alpha, 0.949628);
    near(found.alpha, cronbachAlpha(rows) as number, 1e-12);
    near(found.standardised, 0.950657);
    near(found.lambda6, 0.973327);
    assert.equal(found.heywood, true);
  });

  test("nothing that varies, one item, two items, nobody: null and not 0", () => {
    const constant = reliability([
      [3, 3, 3],
      [3, 3, 3],
      [3, 3, 3],
    ]);
    assert.deepEqual([constant.alpha, constant.lambda6, constant.omega], [null, null, null]);
    assert.equal(reliability([[1], [2]]).alpha, null);
    assert.equal(reliability([]).alpha, null);
    const two = reliability([
      [1, 2],
      [2, 2],
      [5, 4],
    ]);
    assert.notEqual(two.alpha, null);
    assert.equal(two.omega, null);
    const unanswered = reliability([
      [1, null, 2],
      [2, null, 3],
    ]);
    assert.equal(unanswered.alpha, null);
  });

  test("answers that are missing here and there are passed over pair by pair", () => {
    const rows = [
      [1, 2, 1],
      [2, null, 3],
      [3, 3, null],
      [4, 5, 4],
      [5, 4, 5],
    ];
    const { alpha, omega } = reliability(rows);
    assert.ok((alpha as number) > 0.8 && (omega as number) > 0.8);
  });

  test("a singular matrix has no inverse, and one factor no two items", () => {
    assert.equal(
      inverse([
        [1, 1],
        [1, 1],
      ]),
      null,
    );
    assert.equal(
      oneFactor([
        [1, 0.5],
        [0.5, 1],
      ]),
      null,
    );
  });
});

describe("validity", () => {
  const people = [1, 2, 3, 4, 5, 6];
  const other = [2, 1, 4, 3, 6, 5];
  const apart = [3, 1, 2, 3, 1, 2];

  test("a trait on two inventories agrees more than with other traits", () => {
    const found = mtmm({ E: people, N: apart }, { E: other, N: apart });
    // Pearson of 1..6 with neighbours swapped: 1 − 6·6 / (6·35) = .828571.
    near(found.convergent[0], 1 - 36 / 210);
    near(found.convergent[1], 1);
    near(found.convergentMean, (1 - 36 / 210 + 1) / 2);
    assert.ok((found.discriminantMean as number) > 0.5);
    assert.deepEqual(mtmm({ E: [3, 3] }, { E: [1, 2] }).convergent, [null]);
  });

  test("facets: their correlations, and the mean of those of two different ones", () => {
    const found = facetStructure({ trust: people, modesty: other, altruism: people });
    near(found?.mean, (2 * (1 - 36 / 210) + 1) / 3);
    assert.equal(facetStructure({ trust: people }), null);
  });
});
