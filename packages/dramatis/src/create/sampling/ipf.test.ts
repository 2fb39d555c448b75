import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { contradictions } from "./contradictions.ts";
import { ipf, type Margin, marginSums } from "./ipf.ts";

/** Row and column margins of a table whose rows have `width` cells. */
function twoWay(rows: number[], columns: number[]): Margin[] {
  const cells = Array.from({ length: rows.length * columns.length }, (_, cell) => cell);
  const of = (name: string, targets: number[], at: (cell: number) => number): Margin => ({
    name,
    labels: targets.map((_, i) => `${name} ${i + 1}`),
    targets: Float64Array.from(targets),
    index: Int32Array.from(cells, at),
  });
  return [
    of("rows", rows, (cell) => Math.floor(cell / columns.length)),
    of("columns", columns, (cell) => cell % columns.length),
  ];
}

const round4 = (values: Float64Array): number[] => [...values].map((value) => Number(value.toFixed(4)));

describe("ipf", () => {
  test("the worked table of the specification", () => {
    // [[40, 30], [35, 50]] to rows 100, 100 and columns 90, 110. The odds ratio 40·50 / (30·35) = 1.9048 stays:
    // 52.9036·62.9036 / (47.0964·37.0964) = 3327.83 / 1747.11 = 1.9048.
    const fit = ipf({ seed: Float64Array.from([40, 30, 35, 50]), margins: twoWay([100, 100], [90, 110]) });
    assert.deepEqual(
      round4(fit.weights).map((value) => Number(value.toFixed(3))),
      [52.904, 47.096, 37.096, 62.904],
    );
    assert.ok(fit.converged);
    assert.ok(fit.error <= 2e-4);
  });

  test("a structural zero stays 0 and the margins hold around it", () => {
    // Row 1 can only be in column 2, so it is 30 there; the rest follows: 50 and 20.
    const fit = ipf({ seed: Float64Array.from([0, 1, 1, 1]), margins: twoWay([30, 70], [50, 50]) });
    assert.deepEqual(round4(fit.weights).map(Math.round), [0, 30, 50, 20]);
    assert.equal(fit.weights[0], 0);
  });

  test("a target of 0 empties its cells, without dividing by it", () => {
    const fit = ipf({ seed: new Float64Array(4).fill(1), margins: twoWay([0, 10], [4, 6]) });
    assert.deepEqual([...fit.weights], [0, 0, 4, 6]);
  });

  test("three ways, one margin over a part of the people only", () => {
    // 2×2×2 cells; the last margin speaks of the first half alone: 12 and 28 of its 40.
    const margin = (name: string, targets: number[], at: (cell: number) => number): Margin => ({
      name,
      labels: targets.map(String),
      targets: Float64Array.from(targets),
      index: Int32Array.from({ length: 8 }, (_, cell) => at(cell)),
    });
    const margins = [
      margin("a", [40, 60], (cell) => cell >> 2),
      margin("b", [55, 45], (cell) => (cell >> 1) & 1),
      margin("c in a1", [12, 28], (cell) => (cell < 4 ? cell & 1 : -1)),
    ];
    const fit = ipf({ seed: Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8]), margins });
    assert.ok(fit.converged);
    for (const each of margins) {
      marginSums(fit.weights, each).forEach((sum, at) => {
        assert.ok(Math.abs(sum - (each.targets[at] as number)) < 1e-3);
      });
    }
  });

  test("margins of a table that there is are met, from any start that is positive", () => {
    const table = fc.array(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (truth, start) => {
        const rows = truth.map((row) => row.reduce((sum, value) => sum + value, 0));
        const columns = [0, 1, 2].map((at) => truth.reduce((sum, row) => sum + (row[at] as number), 0));
        const seed = Float64Array.from(truth.flat(), (_, i) => 1 + ((i * start) % 7));
        const margins = twoWay(rows, columns);
        assert.ok(ipf({ seed, margins }).converged);
        assert.deepEqual(contradictions({ seed, margins }), []);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test("what cannot be met does not converge, and says so", () => {
    const fit = ipf({ seed: new Float64Array(4).fill(1), margins: twoWay([10, 20], [15, 16]), maxIterations: 50 });
    assert.equal(fit.converged, false);
    assert.equal(fit.iterations, 50);
    assert.ok(fit.error > 0.1);
  });
});

describe("contradictions", () => {
  const ones = new Float64Array(4).fill(1);

  test("totals that differ: by how much", () => {
    const [one] = contradictions({ seed: ones, margins: twoWay([10, 20], [15, 16]) });
    assert.deepEqual(one?.margins, ["rows", "columns"]);
    assert.equal(one?.change, 1);
    assert.match(
      one?.message ?? "",
      /"rows" counts 30 of everyone in "rows", "columns" counts 31; smallest change: 1 more in the first, or fewer in the second/,
    );
  });

  test("a positive target where nobody can be: which", () => {
    const [one] = contradictions({ seed: Float64Array.from([0, 0, 1, 1]), margins: twoWay([5, 25], [15, 15]) });
    assert.deepEqual(one?.margins, ["rows"]);
    assert.match(
      one?.message ?? "",
      /"rows" wants 5 of rows 1, where nobody can be; smallest change: a target of 0 there/,
    );
  });

  test("a shared variable that two margins count differently, though their totals agree", () => {
    // By sex: 2×2 of sex and age, and of sex and school. Women are 50 in the one and 48 in the other.
    const index = (at: (cell: number) => number): Int32Array => Int32Array.from({ length: 8 }, (_, cell) => at(cell));
    const margins: Margin[] = [
      {
        name: "age by sex",
        labels: ["women, young", "women, old", "men, young", "men, old"],
        targets: Float64Array.from([20, 30, 25, 25]),
        index: index((cell) => (cell >> 2) * 2 + ((cell >> 1) & 1)),
      },
      {
        name: "school by sex",
        labels: ["women, some", "women, none", "men, some", "men, none"],
        targets: Float64Array.from([40, 8, 30, 22]),
        index: index((cell) => (cell >> 2) * 2 + (cell & 1)),
      },
    ];
    const found = contradictions({ seed: new Float64Array(8).fill(1), margins });
    assert.equal(found.length, 2);
    assert.match(
      found[0]?.message ?? "",
      /"age by sex" counts 50 of \[women, young; women, old\], "school by sex" counts 48; smallest change: 2 fewer in the first/,
    );
    assert.match(found[1]?.message ?? "", /counts 50 of \[men, young; men, old\], "school by sex" counts 52/);
  });

  test("structural zeros that leave too little room (Hall): who, where, how many must move", () => {
    // Rows 1 and 2 (30 + 30) may only be in column 1 (40): 20 of them have no place. Column 3 keeps the totals equal.
    const seed = Float64Array.from([1, 0, 0, 1, 0, 0, 1, 1, 1]);
    const found = contradictions({ seed, margins: twoWay([30, 30, 40], [40, 35, 25]) });
    assert.equal(found.length, 1);
    assert.equal(Math.round(found[0]?.change ?? 0), 20);
    assert.match(
      found[0]?.message ?? "",
      /60 of \[rows 1; rows 2\] \("rows"\) can only be \[columns 1\], who are 40 \("columns"\); smallest change: move 20/,
    );
  });

  test("a margin about a part of the people may count fewer than the other, not more", () => {
    const [rows, columns] = twoWay([10, 20], [15, 15]) as [Margin, Margin];
    const part = (target: number): Margin => ({
      name: "part",
      labels: ["column 1 of row 1"],
      targets: Float64Array.from([target]),
      index: Int32Array.from([0, -1, -1, -1]),
    });
    assert.deepEqual(contradictions({ seed: ones, margins: [rows, columns, part(9)] }), []);
    const [one] = contradictions({ seed: ones, margins: [rows, columns, part(12)] });
    assert.match(
      one?.message ?? "",
      /"rows" counts 10 of \[rows 1\], "part" counts 12; smallest change: 2 more in the first/,
    );
  });
});
