import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { normalShare, random } from "../../core/index.ts";
import { pearson } from "../../stats/index.ts";
import shipped from "./big-five.json" with { type: "json" };
import { BIG_FIVE, BIG_FIVE_FACETS, bigFive } from "./big-five.ts";
import { cholesky, correlationFactor, eigen, multiply, nearestCorrelations } from "./correlated-normals.ts";

const R = shipped.correlations.values;
const close = (found: readonly number[], expected: readonly number[], within = 1e-4): void => {
  expected.forEach((value, i) => {
    assert.ok(Math.abs((found[i] as number) - value) <= within, `${found[i]} is not ${value}`);
  });
};

describe("correlations of the Big Five", () => {
  test("the worked vectors of the specification", () => {
    const factor = correlationFactor(R);
    // z = (1, 0, 0, 0, 0): the first column of R.
    close(multiply(factor, [1, 0, 0, 0, 0]), [1, 0.2, 0.43, 0.21, -0.17]);
    close(multiply(factor, [0, 0, 1, 0, -1]), [0, 0, 0.8785, 0.0993, -1.0847]);
  });

  test("eigenvalues from .50 to 2.27", () => {
    const values = eigen(R).values.sort((a, b) => a - b);
    assert.equal(values[0]?.toFixed(2), "0.50");
    assert.equal(values.at(-1)?.toFixed(2), "2.27");
    // Their sum is the trace.
    close([values.reduce((sum, value) => sum + value, 0)], [5], 1e-9);
  });

  test("a matrix that cannot be: eigenvalues raised to 1e-6, ones on the diagonal", () => {
    // a and b, b and c go together at .9, a and c at -.9: no three things can. One eigenvalue is 1 - .9·2 = -.8.
    const wrong = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    assert.equal(cholesky(wrong), undefined);
    const mended = nearestCorrelations(wrong);
    assert.ok(cholesky(mended));
    close(
      mended.map((row, i) => row[i] as number),
      [1, 1, 1],
      1e-12,
    );
    // With eigenvalues 1.9, 1.9 and 0 the table is 1.9·(I − vvᵀ), v = (1, −1, 1)/√3: scaled, ±.5 off the diagonal.
    close(mended.flat(), [1, 0.5, -0.5, 0.5, 1, 0.5, -0.5, 0.5, 1], 1e-5);
    assert.equal(correlationFactor(wrong).length, 3);
  });

  test("what is no correlation matrix is refused", () => {
    assert.throws(
      () =>
        correlationFactor([
          [1, 0.5],
          [0.4, 1],
        ]),
      /correlations: 0.5 in row 1, column 2/,
    );
    assert.throws(() => correlationFactor([[2]]), /ones on its diagonal/);
    assert.throws(() => correlationFactor([[1, 0.5]]), /0.5 in row 1, column 2/);
  });

  test("the normal share", () => {
    close([-3, -1, 0, 1, 1.959964].map(normalShare), [0.0013499, 0.1586553, 0.5, 0.8413447, 0.975], 1e-6);
  });
});

describe("bigFive", () => {
  const draws = random(1);
  const draw = bigFive({ facets: true });
  const people = Array.from({ length: 5000 }, () => draw(draws));

  test("n people have the correlations asked for: Frobenius distance at most .15", () => {
    // Of levels (normal shares), whose correlation is (6/π)·asin(r/2): .43 → .4143, so a little below R.
    const columns = BIG_FIVE.map((_, i) => people.map((levels) => levels[i] as number));
    const squares = columns.flatMap((a, i) =>
      columns.map((b, j) => {
        const expected = i === j ? 1 : (6 / Math.PI) * Math.asin((R[i]?.[j] as number) / 2);
        return ((pearson(a, b) ?? 0) - expected) ** 2;
      }),
    );
    assert.ok(Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) <= 0.15);
  });

  test("thirty facets, each with its dimension at about .7 and within 0..1", () => {
    assert.equal(BIG_FIVE_FACETS.length, 30);
    assert.equal(people[0]?.length, 35);
    const r =
      pearson(
        people.map((levels) => levels[0] as number),
        people.map((levels) => levels[5] as number),
      ) ?? 0;
    // (6/π)·asin(.7/2) = .6829; standard error about (1 − .47)/√5000 = .0075.
    assert.ok(Math.abs(r - 0.683) < 0.03, String(r));
    // Cut at three standard deviations: Φ(±3).
    assert.ok(people.flat().every((level) => level >= 0.00134 && level <= 0.99866));
  });

  test("norms move a group: women of 25 are higher in neuroticism than men of 70", () => {
    const mean = (isWoman: boolean, age: number): number => {
      const own = random(2);
      const levels = Array.from({ length: 2000 }, () => bigFive()(own, { isWoman, age })[4] as number);
      return levels.reduce((sum, level) => sum + level, 0) / levels.length;
    };
    // Φ(.3293/√(1 + .98²)) = .593 and Φ(−.5041/√(1 + .94²)) = .357.
    assert.ok(Math.abs(mean(true, 25) - 0.593) < 0.02);
    assert.ok(Math.abs(mean(false, 70) - 0.357) < 0.02);
  });
});

const norms = join(
  process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared"),
  "data/open/five-factor-e/ipip_neo_norms_extracted.json",
);

test("the shipped norms come from the means and deviations of the source", {
  skip: !existsSync(norms) && "the norms are not here",
}, () => {
  const listed = JSON.parse(readFileSync(norms, "utf8")) as { conds: string[]; value: { ns: number[] } }[];
  const groups = listed.filter(({ conds }) => conds.includes("nquestion == 120")).map(({ value }) => value.ns);
  assert.equal(groups.length, 8);
  for (const [i, inSource] of [2, 4, 1, 3, 0].entries()) {
    // The source has N, E, O, A, C: means from place 1, standard deviations from place 6.
    const means = groups.map((ns) => ns[1 + inSource] as number);
    const sds = groups.map((ns) => ns[6 + inSource] as number);
    const mean = means.reduce((sum, value) => sum + value, 0) / 8;
    const s = Math.sqrt(means.reduce((sum, value, at) => sum + (sds[at] as number) ** 2 + (value - mean) ** 2, 0) / 8);
    for (const [at, group] of shipped.norms.groups.entries()) {
      close(
        [group.shift[i] as number, group.scale[i] as number],
        [((means[at] as number) - mean) / s, (sds[at] as number) / s],
        5.1e-5,
      );
    }
  }
});
