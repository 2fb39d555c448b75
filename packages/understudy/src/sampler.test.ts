import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Draw, drawToken, logProbability, mostProbable, uniform } from "./sampler.ts";

/** Tokens of probability 0.5, 0.3, 0.15 and 0.05. */
const LOGITS = Float32Array.from([0.5, 0.3, 0.15, 0.05], Math.log);

/** Which tokens are ever drawn, over an even net of random numbers. */
function drawn(rules: Omit<Draw, "logits" | "random">, logits = LOGITS): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < 1000; i++) {
    const token = drawToken({ logits, random: () => (i + 0.5) / 1000, ...rules });
    counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
}

describe("drawToken", () => {
  test("without rules, tokens are drawn as often as they are probable", () => {
    assert.deepEqual(
      [...drawn({})],
      [
        [0, 500],
        [1, 300],
        [2, 150],
        [3, 50],
      ],
    );
  });

  test("temperature 0 takes the most probable; a half squares the odds", () => {
    assert.deepEqual([...drawn({ temperature: 0 }).keys()], [0]);
    // 0.25 : 0.09 : 0.0225 : 0.0025 sums to 0.365, so the first has 0.6849.
    assert.equal(drawn({ temperature: 0.5 }).get(0), 685);
  });

  test("a penalty that makes logits infinite still draws one of them", () => {
    const rules = { before: new Set([1, 2]), repetitionPenalty: 0 };
    // 0.2 / 0 and 0.1 / 0 are infinite.
    assert.deepEqual([...drawn(rules, Float32Array.of(0.3, 0.2, 0.1)).keys()], [1]);
  });

  test("top-k keeps the k most probable", () => {
    // 0.5 / 0.8 = 0.625
    assert.deepEqual(
      [...drawn({ topK: 2 })],
      [
        [0, 625],
        [1, 375],
      ],
    );
  });

  test("top-p keeps the fewest that make up the share", () => {
    assert.deepEqual([...drawn({ topP: 0.8 }).keys()], [0, 1]);
    assert.deepEqual([...drawn({ topP: 0.81 }).keys()], [0, 1, 2]);
    assert.deepEqual([...drawn({ topP: 0.01 }).keys()], [0]);
  });

  test("min-p keeps what is at least that share as probable as the best", () => {
    // 0.15 / 0.5 = 0.3
    assert.deepEqual([...drawn({ minP: 0.31 }).keys()], [0, 1]);
    assert.deepEqual([...drawn({ minP: 0.29 }).keys()], [0, 1, 2]);
  });

  test("the penalty divides a logit above zero and multiplies one below", () => {
    const logits = Float32Array.from([2, 1.5, -1, -1.2]);
    const most = (before: number[]) =>
      drawToken({ logits, random: () => 0, temperature: 0, before: new Set(before), repetitionPenalty: 1.5 });
    assert.equal(most([]), 0);
    // 2 / 1.5 = 1.33 < 1.5
    assert.equal(most([0]), 1);
    const below = Float32Array.from([-1, -1.2]);
    // -1 × 1.5 = -1.5 < -1.2
    assert.equal(
      drawToken({ logits: below, random: () => 0, temperature: 0, before: new Set([0]), repetitionPenalty: 1.5 }),
      1,
    );
  });

  test("whatever the rules, a token that is possible is drawn", () => {
    const rule = fc.record(
      {
        temperature: fc.double({ min: 0, max: 3, noNaN: true }),
        topK: fc.nat(5),
        topP: fc.double({ min: 0, max: 1, noNaN: true }),
        minP: fc.double({ min: 0, max: 1, noNaN: true }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(rule, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (rules, at) => {
        const logits = Float32Array.from([Number.NEGATIVE_INFINITY, 1, 3, Number.NEGATIVE_INFINITY, -2]);
        assert.ok([1, 2, 4].includes(drawToken({ logits, random: () => at, ...rules })));
      }),
    );
  });
});

describe("probabilities", () => {
  test("log-softmax of one token, and the most probable ones", () => {
    assert.ok(Math.abs(logProbability(LOGITS, 2) - Math.log(0.15)) < 1e-6);
    const [first, second] = mostProbable(LOGITS, 2);
    assert.deepEqual([first?.token, second?.token], [0, 1]);
    assert.ok(Math.abs((second?.logprob ?? 0) - Math.log(0.3)) < 1e-6);
  });
});

describe("uniform", () => {
  test("a seed gives the same numbers, another seed others, spread evenly", () => {
    const take = (seed: number): number[] => Array.from({ length: 4000 }, uniform(seed));
    assert.deepEqual(take(7), take(7));
    assert.notDeepEqual(take(7), take(8));
    const numbers = take(0);
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    const tenths = Array.from({ length: 10 }, (_, i) => numbers.filter((x) => Math.floor(x * 10) === i).length);
    // 400 ± 5 standard deviations of 19 each.
    assert.ok(
      tenths.every((count) => Math.abs(count - 400) < 95),
      `${tenths}`,
    );
  });
});
