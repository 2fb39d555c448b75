import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { InstrumentFile } from "./instrument-file.ts";
import { readInstrument } from "./read-instrument.ts";
import { scoreInventory } from "./score-inventory.ts";
import { spectrumTraits, spectrumValues } from "./spectrum-scores.ts";

const THREE: InstrumentFile = {
  schema: "dramatis.instrument/1",
  name: "three",
  title: "Three items",
  licence: "ours",
  source: "this test",
  options: { min: 1, labels: { en: ["1", "2", "3", "4", "5"] } },
  aggregate: "mean",
  scales: [{ id: "calm" }],
  items: [{ id: "a" }, { id: "b" }, { id: "c" }],
  key: [
    { item: "a", scale: "calm", sign: 1 },
    { item: "b", scale: "calm", sign: -1 },
    { item: "c", scale: "calm", sign: 1 },
  ],
};

function near(found: number | null | undefined, expected: number, slack = 1e-6): void {
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < slack, `${found} and not ${expected}`);
}

describe("scoreInventory", () => {
  test("the worked example: 5, 1 reversed, 4 are 5, 5, 4: mean 4.6667, unit .9167, level 9", () => {
    const [score] = scoreInventory(THREE, { a: 5, b: 1, c: 4 });
    near(score?.value, 14 / 3);
    near(score?.unit, (14 / 3 - 1) / 4);
    assert.equal(score?.level, 9);
    assert.deepEqual([score?.n, score?.missing], [3, 0]);
  });

  test("a third missing is too much: null, never the middle", () => {
    const [score] = scoreInventory(THREE, { a: 5, b: 1 });
    assert.deepEqual([score?.value, score?.unit, score?.level, score?.missing], [null, null, null, 1]);
    const refused = scoreInventory(THREE, { a: null, b: null, c: null });
    assert.deepEqual([refused[0]?.value, refused[0]?.n, refused[0]?.missing], [null, 0, 3]);
  });

  test("answers out of range are missing and counted", () => {
    const [score] = scoreInventory({ ...THREE, maxMissing: 0.5 }, { a: 5, b: 0, c: 4 });
    assert.deepEqual([score?.value, score?.missing, score?.outOfRange], [4.5, 1, 1]);
    const all = scoreInventory(THREE, { a: 9, b: Number.NaN, c: -1 });
    assert.deepEqual([all[0]?.value, all[0]?.outOfRange], [null, 3]);
  });

  test("a sum is in proportion where an item is missing: 5 + 5 of three items is 15", () => {
    const [score] = scoreInventory({ ...THREE, aggregate: "sum", maxMissing: 0.4 }, { a: 5, b: 1 });
    assert.deepEqual([score?.value, score?.sum, score?.unit], [15, 15, 1]);
  });

  test("t and percentile: 4.6667 in a group of mean 4 and sd .6667 is one sd up, T 60, 84.13 %", () => {
    const norms = [{ scale: "calm", group: "all", mean: 4, sd: 2 / 3 }];
    const [score] = scoreInventory({ ...THREE, norms }, { a: 5, b: 1, c: 4 }, { group: "all" });
    near(score?.t, 60);
    near(score?.percentile, 84.1344746);
    assert.throws(
      () => scoreInventory({ ...THREE, norms }, {}, { group: "men" }),
      /no norms of "men"; expected one of all/,
    );
  });

  test("turning every answer around turns the score around", () => {
    const answer = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(answer, answer, answer, (a, b, c) => {
        const [one] = scoreInventory(THREE, { a, b, c });
        const [other] = scoreInventory(THREE, { a: 6 - a, b: 6 - b, c: 6 - c });
        near((one?.value ?? 0) + (other?.value ?? 0), 6);
      }),
    );
  });
});

describe("bundled keys", () => {
  test("BFI-44: all 3 is 3; all 5 shows the balance of the key (methods-measure C1)", async () => {
    const file = await readInstrument("bfi-44");
    const all = (answer: number) =>
      scoreInventory(file, Object.fromEntries(file.items.map(({ id }) => [id, answer])), { group: "crowd" });
    assert.ok(all(3).every(({ value }) => value === 3));
    const fives = Object.fromEntries(all(5).map(({ scale, value }) => [scale, value]));
    near(fives.extraversion, 3.5); // (5·5 + 3·1) / 8
    near(fives.agreeableness, 29 / 9);
    near(fives.conscientiousness, 29 / 9);
    near(fives.neuroticism, 3.5);
    near(fives.openness, 4.2); // (8·5 + 2·1) / 10
    // (3.5 − 3.25) / .90 of a standard deviation.
    near(all(5)[0]?.t, 50 + (10 * 0.25) / 0.9);
  });

  test("SD3: item 2 of narcissism is reversed, 5 counts 1; Dirty Dozen reverses nothing", async () => {
    const sd3 = await readInstrument("sd3");
    assert.equal(sd3.key.find(({ item }) => item === "11")?.sign, -1);
    const [, narcissism] = scoreInventory({ ...sd3, maxMissing: 1 }, { 11: 5 });
    assert.equal(narcissism?.value, 1);
    const [machiavellianism] = scoreInventory(await readInstrument("dirty-dozen"), { 1: 9, 2: 9, 3: 9, 4: 9 });
    assert.deepEqual([machiavellianism?.value, machiavellianism?.unit], [9, 1]);
  });

  test("BFI-2-S as SPeCtrum scores it: the worked example sums to 33, mean 5.5, cut off 5, high", async () => {
    const answers = { 1: 2, 6: 6, 11: 6, 16: 5, 21: 3, 26: 3 };
    const scores = scoreInventory(await readInstrument("bfi-2-s"), answers);
    const [extraversion, ...facets] = spectrumTraits(scores);
    assert.deepEqual([extraversion?.mean, extraversion?.score, extraversion?.word], [5.5, 5, "high"]);
    // Items 1 and 16, 6 and 21, 11 and 26: (6 + 5) / 2, (6 + 5) / 2, (6 + 5) / 2, each cut off to 5.
    assert.deepEqual(
      facets.map(({ facet, score }) => [facet, score]),
      [
        ["sociability", 5],
        ["assertiveness", 5],
        ["energy-level", 5],
      ],
    );
  });

  test("PVQ bands: 2 is minimal, 2.5 some, 7 utmost", async () => {
    const answers = { 1: 2, 11: 2, 2: 2, 17: 3, 9: 7, 21: 7 };
    const words = spectrumValues(scoreInventory(await readInstrument("pvq-21-spectrum"), answers));
    assert.deepEqual(
      words.map(({ scale, word }) => [scale, word]),
      [
        ["self-direction", "minimal"],
        ["power", "some importance"],
        ["tradition", "utmost importance"],
      ],
    );
  });
});
