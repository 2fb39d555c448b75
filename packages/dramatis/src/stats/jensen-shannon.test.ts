import assert from "node:assert/strict";
import { test } from "node:test";
import { jensenShannon, jensenShannonCentroid, jensenShannonSpread, MOST_JENSEN_SHANNON } from "./jensen-shannon.ts";

const rounded = (values: readonly number[]): string[] => values.map((value) => value.toFixed(6));

test("two distributions by hand", () => {
  // m = (.7, .3); ½(.9 ln(.9/.7) + .1 ln(.1/.3)) + ½(.5 ln(.5/.7) + .5 ln(.5/.3)) = ½ · .116322 + ½ · .087177 = .101749
  const { divergence, distance } = jensenShannon([0.9, 0.1], [0.5, 0.5]);
  assert.deepEqual(rounded([divergence, distance]), ["0.101749", "0.318982"]);
});

test("from 0 to √ln 2", () => {
  assert.equal(jensenShannon([0.3, 0.7], [0.3, 0.7]).distance, 0);
  assert.equal(jensenShannon([1, 0], [0, 1]).distance.toFixed(12), MOST_JENSEN_SHANNON.toFixed(12));
  assert.throws(() => jensenShannon([1], [0.5, 0.5]), /equal lengths wanted: 1 and 2/);
});

test("the centroid and the spread of three, as SciPy's distances and a grid search give them", () => {
  const three = [
    [0.9, 0.1],
    [0.5, 0.5],
    [0.3, 0.7],
  ];
  const centroid = jensenShannonCentroid(three) as number[];
  assert.deepEqual(rounded(centroid), ["0.579441", "0.420559"]);
  const distances = three.map((one) => jensenShannon(one, centroid).distance);
  assert.deepEqual(rounded(distances), ["0.265653", "0.056382", "0.200485"]);
  assert.equal(jensenShannonSpread(three)?.toFixed(6), "0.174173");
});

test("opposite answers: the centroid is half way, the distance √(¾ ln(4/3)) each", () => {
  const halves = [
    [1, 0],
    [0, 1],
  ];
  // JSD((1,0), (½,½)) = ½ ln(1/.75) + ½(½ ln(.5/.75) + ½ ln(.5/.25)) = .143841 + .071921 = .215762; √ = .464501
  assert.equal(jensenShannonSpread(halves)?.toFixed(6), "0.464501");
});

test("equal ones are 0 and none is null", () => {
  assert.equal(jensenShannonSpread([[0.2, 0.8]]), 0);
  assert.equal(jensenShannonSpread([]), null);
  assert.equal(jensenShannonCentroid([]), null);
});
