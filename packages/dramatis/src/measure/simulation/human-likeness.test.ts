import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { humanQuantiles, humanRate, shareBelow } from "./human-dialogues.ts";
import { humanDistance } from "./human-distance.ts";
import { humanLikeness } from "./human-likeness.ts";
import { surfaceStatistics } from "./surface-statistics.ts";
import { said, scored } from "./testing-simulation.ts";

describe("surface statistics", () => {
  test("words a turn, share that ask, distinct-2 of the first 60 words", () => {
    const few = surfaceStatistics(["One two three.", "Four five?", "", "…"]);
    assert.deepEqual(few, { "turn-length": 2.5, "question-rate": 0.5, "distinct-2": null });
    // 60 words in turn of two kinds: 59 pairs, of which "a b" and "b a" differ. What comes after is not looked at.
    const many = surfaceStatistics([`${"a b ".repeat(30)}c d e f`]);
    assert.equal(many["distinct-2"], 2 / 59);
    assert.deepEqual(surfaceStatistics([]), { "turn-length": null, "question-rate": null, "distinct-2": null });
  });
});

describe("share of people below", () => {
  const quantiles = [0, 0, 0, 2, 4];
  const CASES: [number, number][] = [
    [-1, 0],
    [0, 0.25], // the first half lies at 0; those who have just it count half
    [1, 0.625], // half way from 1/2 to 3/4
    [2, 0.75],
    [4, 1],
    [9, 1],
  ];
  for (const [value, share] of CASES) test(`of ${value}`, () => assert.equal(shareBelow(value, quantiles), share));
});

test("a planted lecturer lies above all people, an ordinary line among them", async () => {
  const value = async (text: string): Promise<number | null | undefined> =>
    (await scored(humanLikeness(), said([`user: ${text}`])))[0]?.value;
  assert.equal(await value("word ".repeat(400)), 1);
  const ordinary = await value("I went to the lake with my dog and it was rather cold.");
  assert.ok(typeof ordinary === "number" && ordinary > 0.2 && ordinary < 0.8, `${ordinary}`);
});

describe("distance", () => {
  test("people's own quantiles are near, a constant is far", () => {
    const people = humanQuantiles("all", "turn-length");
    const near = humanDistance(people, { of: "turn-length" });
    assert.ok((near?.distance ?? 1) <= 0.05, `${near?.distance}`);
    assert.ok(near?.deciles.every((gap) => Math.abs(gap) < 0.5));
    const far = humanDistance(Array(50).fill(200), { of: "turn-length" });
    assert.equal(far?.distance, 1);
    assert.ok(far?.deciles.every((gap) => gap > 100));
    assert.equal(far?.byChance.toFixed(3), "0.192");
  });

  test("no values are null", () => assert.equal(humanDistance([], { of: "question-rate" }), null));
});

test("people are seldom flagged by the checks of faults: the bundled false-alarm rates", () => {
  for (const check of ["role-flip", "knowledge-leak", "cross-agent-repetition"]) {
    const rate = humanRate(check);
    assert.ok(rate && rate.n > 5000 && rate.high !== null && rate.high < 0.005, check);
  }
  assert.equal(humanRate("no such check"), null);
});
