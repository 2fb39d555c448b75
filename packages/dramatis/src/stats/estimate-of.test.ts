import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Score } from "../core/index.ts";
import { estimateOf } from "./estimate-of.ts";

const options = { measure: "test", version: "1", unit: "ratio", direction: "higher" } as const;
const turns = (cluster: string, values: (number | null)[]): Score[] =>
  values.map((value, turn) => ({ value, cluster, turn }));
const near = (found: number | null, expected: number, tolerance = 1e-6): void =>
  assert.ok(found !== null && Math.abs(found - expected) <= tolerance, `${found} is not near ${expected}`);

test("the value is the weighted mean", () => {
  // (2 · 1 + 6 · .5) / 8 = .625
  const scores = [
    { value: 1, weight: 2, cluster: "a" },
    { value: 0.5, weight: 6, cluster: "b" },
  ];
  const estimate = estimateOf(scores, options);
  assert.equal(estimate.value, 0.625);
  assert.equal(estimate.n, 2);
  assert.equal(estimate.clusters, 2);
});

test("nothing scored is null with n 0, and reasons are counted", () => {
  const scores: Score[] = [
    { value: null, missing: "refused", cluster: "a" },
    { value: null, cluster: "a" },
    { value: Number.NaN, cluster: "b" },
  ];
  const estimate = estimateOf(scores, options);
  assert.deepEqual([estimate.value, estimate.low, estimate.high, estimate.n], [null, null, null, 0]);
  assert.deepEqual(estimate.missing, { refused: 1, unparsed: 0, failed: 2, unsupported: 0 });
  assert.equal(estimate.clusters, 0);
});

test("eight clusters are resampled as wholes", () => {
  // Turns of a cluster are copies of one draw: 8 clusters of 50 equal turns know no more than 8 turns.
  const values = [1, 0, 1, 1, 0, 1, 0, 1];
  const thick = estimateOf(
    values.flatMap((value, i) => turns(`c${i}`, new Array<number>(50).fill(value))),
    options,
  );
  const thin = estimateOf(
    values.flatMap((value, i) => turns(`c${i}`, [value])),
    options,
  );
  assert.equal(thick.made.arguments.interval, "clusters");
  assert.deepEqual([thick.value, thick.low, thick.high], [thin.value, thin.low, thin.high]);
  near(thick.low, 0.25);
});

test("few clusters that agree by chance keep the spread of their turns", () => {
  const half = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0];
  const estimate = estimateOf([...turns("a", half), ...turns("b", half)], options);
  assert.equal(estimate.made.arguments.interval, "clusters and turns");
  near(estimate.low, 0.3, 0.051); // binomial(20, .5) / 20: 2.5 % point .3
  near(estimate.high, 0.7, 0.051);
});

test("one conversation resamples its turns, and says so", () => {
  const estimate = estimateOf(turns("a", [1, 0, 1, 1, 1, 0, 1, 1]), options);
  assert.equal(estimate.made.arguments.interval, "turns");
  assert.equal(estimate.clusters, 1);
  assert.ok(estimate.low !== null && estimate.low < 0.75 && estimate.high === 1);
});

test("scores of one turn are drawn together", () => {
  const pairs = turns("a", [1, 0, 1, 1, 1, 0, 1, 1]).flatMap((score) => [score, score, score]);
  const estimate = estimateOf(pairs, options);
  const single = estimateOf(turns("a", [1, 0, 1, 1, 1, 0, 1, 1]), options);
  assert.equal(estimate.n, 24);
  assert.deepEqual([estimate.low, estimate.high], [single.low, single.high]);
});

test("one conversation of fewer than eight turns has no interval", () => {
  const estimate = estimateOf(turns("a", [1, 0, 1, 1, 0, 1, 1]), options);
  assert.deepEqual([estimate.low, estimate.high, estimate.made.arguments.interval], [null, null, "none"]);
});

test("all right is not certain: Wilson on the effective number", () => {
  // 10 turns in 1 conversation: 10 / (1 + 9 · .2) = 3.571429; Wilson at p = 1: low = 1 / (1 + z²/n) = 1 / 2.0756085
  const one = estimateOf(turns("a", new Array<number>(10).fill(1)), options);
  assert.equal(one.made.arguments.interval, "wilson");
  near(one.low, 1 / (1 + 3.841458820694124 / (10 / 2.8)));
  assert.equal(one.high, 1);
  // 10 conversations of one turn: 10 effective
  const ten = estimateOf(
    Array.from({ length: 10 }, (_, i) => ({ value: 0, cluster: `c${i}` })),
    options,
  );
  assert.equal(ten.low, 0);
  near(ten.high, 3.841458820694124 / (10 + 3.841458820694124));
});

test("no spread in what is not a ratio gives no interval", () => {
  const estimate = estimateOf(turns("a", new Array<number>(9).fill(7)), { ...options, unit: "turns" });
  assert.deepEqual([estimate.value, estimate.low, estimate.high], [7, null, null]);
});

test("weight 0 is left out, a negative weight is an error", () => {
  assert.equal(estimateOf([{ value: 1, weight: 0, cluster: "a" }], options).n, 0);
  assert.throws(() => estimateOf([{ value: 1, weight: -1, cluster: "a" }], options), RangeError);
});

test("what made it is recorded", () => {
  const estimate = estimateOf([], { ...options, arguments: { threshold: 0.5 }, judge: "fake", seed: 3 });
  assert.deepEqual(estimate.made, {
    measure: "test",
    version: "1",
    arguments: { threshold: 0.5, interval: "none" },
    seed: 3,
    judge: "fake",
  });
});

test("the interval holds the value, and a ratio stays in [0, 1]", () => {
  const score = fc.record({
    value: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.integer({ min: 1, max: 9 }),
    cluster: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i"),
    turn: fc.nat(20),
  });
  fc.assert(
    fc.property(fc.array(score, { maxLength: 30 }), (scores) => {
      const { value, low, high } = estimateOf(scores, options);
      if (value === null || low === null || high === null) return;
      assert.ok(0 <= low && low <= value && value <= high && high <= 1, `${low} ${value} ${high}`);
    }),
    { numRuns: 30 },
  );
});
