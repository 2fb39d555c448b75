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
  near(thick.low, 0.25); // binomial(8, .625) / 8 at 2.5 %
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

const Z2 = 3.841458820694124; // 1.959964²
const same = (value: number, times: number): number[] => new Array<number>(times).fill(value);
/** `bad` spread over conversations one after the other: the first turn of each, then the second. */
function talks(conversations: number, length: number, bad: readonly number[]): Score[] {
  return Array.from({ length: conversations }, (_, c) =>
    turns(
      `c${c}`,
      Array.from({ length }, (_, turn) => bad[turn * conversations + c] ?? 0),
    ),
  ).flat();
}

test("all right is not certain: Wilson on the effective number", () => {
  // 10 turns of 1 conversation: 1 + 9 · .2 is over 1.5, so 10 / 1.5 are effective; Wilson at p = 1: 1 / (1 + z²/n)
  const one = estimateOf(turns("a", same(1, 10)), options);
  assert.equal(one.made.arguments.interval, "wilson");
  near(one.low, 1 / (1 + Z2 / (10 / 1.5)));
  assert.equal(one.high, 1);
  // 10 conversations of 2 turns: 20 / (1 + 1 · .2) effective; at p = 0: z² / (n + z²)
  near(estimateOf(talks(10, 2, []), options).high, Z2 / (20 / 1.2 + Z2));
  // 10 conversations of one turn: 10 effective
  const ten = estimateOf(talks(10, 1, []), options);
  assert.equal(ten.low, 0);
  near(ten.high, Z2 / (10 + Z2));
});

test("weights that differ are worth fewer turns", () => {
  // Kish: (8 · 1 + 8 · 3)² / (8 · 1 + 8 · 9) = 12.8 of 16, over 1.5
  const scores = turns("a", same(0, 16)).map((score, i) => ({ ...score, weight: i % 2 === 0 ? 1 : 3 }));
  near(estimateOf(scores, options).high, Z2 / (12.8 / 1.5 + Z2));
});

test("a first flawless run can pass a gate", () => {
  assert.ok((estimateOf(talks(1, 40, []), options).high as number) < 0.15);
  assert.ok((estimateOf(talks(8, 12, []), options).high as number) < 0.06);
});

test("none of n leaves room for about 5.8 / n, as turns and as conversations are added", () => {
  for (const [conversations, length] of [
    [1, 200],
    [1, 2000],
    [100, 20],
  ] as const) {
    const room = estimateOf(talks(conversations, length, []), options).high as number;
    near(room * conversations * length, 1.5 * Z2, 0.2); // z²·1.5 / (1 + z²·1.5/n)
  }
});

for (const [conversations, length] of [
  [1, 40],
  [4, 10],
  [8, 12],
] as const) {
  for (const [what, size] of [
    ["the whole turn", 1],
    ["one claim of five", 0.2],
  ] as const) {
    test(`more faults never give a better bound: ${conversations} × ${length}, ${what}`, () => {
      const highs = [0, 1, 2, 3, 4, 5].map(
        (k) => estimateOf(talks(conversations, length, same(size, k)), options).high as number,
      );
      assert.deepEqual(
        highs,
        highs.toSorted((a, b) => a - b),
      );
      if (size === 1) assert.ok((highs[5] as number) > (highs[0] as number));
    });
  }
}

test("a turn that gets better never lowers either end", () => {
  const value = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
  const set = fc.record({
    conversations: fc.integer({ min: 1, max: 9 }),
    values: fc.array(value, { minLength: 9, maxLength: 36 }),
  });
  fc.assert(
    fc.property(set, fc.nat(), value, ({ conversations, values }, at, to) => {
      const of = (all: number[]) =>
        estimateOf(
          all.map((one, i) => ({ value: one, cluster: `c${i % conversations}`, turn: i })),
          options,
        );
      const before = of(values);
      const after = of(values.map((one, i) => (i === at % values.length ? Math.max(one, to) : one)));
      assert.ok((after.low as number) >= (before.low as number) - 1e-9);
      assert.ok((after.high as number) >= (before.high as number) - 1e-9);
    }),
    { numRuns: 30, seed: 1 },
  );
});

test("a graded ratio away from 0 and 1 keeps the narrow interval of its spread", () => {
  const { low, high } = estimateOf(turns("a", [...same(0.78, 20), ...same(0.82, 20)]), options);
  // Standard error .02 / √40 = .0032, so about .8 ± .0062
  near(low, 0.7938, 0.0015);
  near(high, 0.8062, 0.0015);
});

test("the seed is that of the resampling", () => {
  const scores = turns("a", [0.1, 0.52, 0.33, 0.74, 0.25, 0.66, 0.47, 0.58, 0.39]);
  const [by7, by8] = [7, 8].map((seed) => estimateOf(scores, { ...options, seed }));
  assert.deepEqual([by7?.made.seed, by8?.made.seed], [7, 8]);
  assert.notEqual(by7?.low, by8?.low);
});

test("what n counts is kept where it is not turns", () => {
  assert.equal(estimateOf([], { ...options, counts: "claims" }).counts, "claims");
  assert.ok(!("counts" in estimateOf([], options)));
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
