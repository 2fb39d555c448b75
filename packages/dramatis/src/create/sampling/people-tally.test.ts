import assert from "node:assert/strict";
import { test } from "node:test";
import { peopleTally } from "./people-tally.ts";
import { type PeopleBatch, preparePopulation, sampleColumns } from "./sample-columns.ts";
import { smallPopulation } from "./testing-population.ts";

const village = preparePopulation(smallPopulation({ bigFive: {} }));

function batch(given: Partial<PeopleBatch>): PeopleBatch {
  return { first: 1, length: 4, codes: [], numbers: [], levels: [], ...given };
}

test("people by value beside what the raked table asks for; who has no value is not counted", () => {
  const tally = peopleTally(village, []);
  const codes = [
    [0, 0, 0, 1],
    [0, 1, 1, 1],
    [0, 0, 0, 0],
    [0, 255, 255, 1],
  ].map((one) => Uint8Array.from(one));
  tally.keep(batch({ codes }));
  const { variables, traits } = tally.tables();
  assert.deepEqual(traits, []);
  const [sex, , degree, pet] = variables;
  assert.deepEqual(
    sex?.values.map(({ value, drawn }) => [value, drawn]),
    [
      ["female", 0.75],
      ["male", 0.25],
    ],
  );
  // Half of the village is female, and 80 of 100 have no degree.
  assert.ok(Math.abs((sex?.values[0]?.target ?? 0) - 0.5) < 1e-6);
  assert.ok(Math.abs((degree?.values[0]?.target ?? 0) - 0.8) < 1e-6);
  // A pet is drawn given the sex: nothing is asked of it by itself, and two people have none.
  assert.deepEqual(
    [pet?.people, pet?.values],
    [
      2,
      [
        { value: "cat", drawn: 0.5, target: null },
        { value: "dog", drawn: 0.5, target: null },
      ],
    ],
  );
});

test("levels over batches: their mean, sd and twentieths", () => {
  const tally = peopleTally(village, ["calm"]);
  tally.keep(batch({ length: 2, levels: [Float64Array.from([0, 0.2, 0.9])] }));
  tally.keep(batch({ length: 2, levels: [Float64Array.from([0.6, 1])] }));
  const [calm] = tally.tables().traits;
  // 0, .2, .6, 1: mean .45, squared gaps .2025 + .0625 + .0225 + .3025 = .59, over 3.
  assert.ok(Math.abs((calm?.mean ?? 0) - 0.45) < 1e-12);
  assert.ok(Math.abs((calm?.sd ?? 0) - Math.sqrt(0.59 / 3)) < 1e-12);
  assert.deepEqual(
    calm?.bins.flatMap((count, i) => (count > 0 ? [[i, count]] : [])),
    [
      [0, 1],
      [4, 1],
      [12, 1],
      [19, 1],
    ],
  );
});

test("of nobody there is nothing, and of a whole sample everybody is counted", () => {
  const none = peopleTally(village, ["calm"]).tables();
  assert.deepEqual(none.traits[0], { trait: "calm", mean: 0, sd: 0, bins: new Array(20).fill(0) });
  assert.ok(none.variables.every(({ people, values }) => people === 0 && values.every(({ drawn }) => drawn === 0)));
  const sample = sampleColumns(village, { size: 50, seed: 1, batchSize: 7 });
  const tally = peopleTally(village, sample.traits);
  for (const one of sample.batches()) tally.keep(one);
  const { variables, traits } = tally.tables();
  assert.deepEqual(
    variables.map(({ people }) => people),
    [50, 50, 50, 50],
  );
  assert.deepEqual(
    traits.map(({ bins }) => bins.reduce((sum, count) => sum + count, 0)),
    [50, 50, 50, 50, 50],
  );
  assert.equal(variables[0]?.values[0]?.drawn, 0.5);
});
