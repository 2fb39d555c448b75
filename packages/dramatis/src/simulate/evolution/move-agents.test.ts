import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { random } from "../../core/index.ts";
import { distributionGap, softDistribution } from "./distribution-gap.ts";
import { moveAgents } from "./move-agents.ts";

const TARGET = [0.28, 0.26, 0.12, 0.12, 0.12, 0.1];
const OBSERVED = [0.5, 0.3, 0.1, 0.1, 0, 0];

const near = (value: number, wanted: number, within: number): void =>
  assert.ok(Math.abs(value - wanted) < within, `${value}, not ${wanted}`);

test("the arithmetic of the specification: 50 agents, 11 leave the first behaviour and 2 the second", () => {
  const behaviours = OBSERVED.flatMap((share, b) => new Array<number>(Math.round(share * 50)).fill(b));
  assert.equal(behaviours.length, 50);
  const moves = moveAgents(behaviours, TARGET, random(1));
  // ⌊0.22 · 50⌋ = 11 and ⌊0.04 · 50⌋ = 2, where floats alone would give 10 and 1.
  assert.equal(Math.floor((0.5 - 0.28) * 50), 10);
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((b) => moves.filter(({ from }) => from === b).length),
    [11, 2, 0, 0, 0, 0],
  );
  assert.ok(moves.every(({ from, to, agent }) => behaviours[agent] === from && to >= 2));
  assert.equal(new Set(moves.map(({ agent }) => agent)).size, 13);
});

test("distances of the worked example, and of a second one", () => {
  const gap = distributionGap(TARGET, OBSERVED);
  near(gap.tvd, 0.26, 1e-9);
  near(gap.js, 0.0936, 5e-5);
  // Two behaviours that nobody showed: .12·ln(.12/1e-10) + .10·ln(.10/1e-10) = 2.509 + 2.072 of it is the smoothing.
  near(gap.kl, 4.425, 5e-4);
  // 1.6855 and 2.4529 bits.
  near(gap.entropyGap, 1.68547 - 2.4529, 1e-4);
  const other = distributionGap([0.5, 0.3, 0.2], [0.2, 0.5, 0.3]);
  near(other.kl, 0.223805, 1e-6);
  near(other.js, 0.050875, 1e-6);
  const same = distributionGap(TARGET, TARGET);
  assert.deepEqual([same.kl, same.reverseKl, same.js, same.tvd, same.entropyGap], [0, 0, 0, 0, 0]);
});

test("targets are drawn by what they lack", () => {
  // Half of the crowd is to leave; the second lacks 0.4, the third 0.1.
  const moves = moveAgents(new Array<number>(2000).fill(0), [0.5, 0.4, 0.1], random(4));
  assert.equal(moves.length, 1000);
  const second = moves.filter(({ to }) => to === 1).length;
  // 800 expected, a standard deviation of √(1000 · .8 · .2) = 12.6.
  assert.ok(Math.abs(second - 800) < 40, `${second}`);
});

test("whoever moves leaves a behaviour that is too frequent for one that is too rare; the unknown stay", () => {
  const share = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(
      share,
      fc.array(fc.option(fc.nat(5)), { minLength: 1, maxLength: 60 }),
      fc.integer(),
      (raw, agents, seed) => {
        const total = raw.reduce((sum, value) => sum + value, 0);
        fc.pre(total > 0);
        const target = raw.map((value) => value / total);
        const behaviours = agents.map((behaviour) =>
          behaviour === null || behaviour >= raw.length ? null : behaviour,
        );
        const shareOf = (b: number): number => behaviours.filter((each) => each === b).length / behaviours.length;
        for (const { agent, from, to } of moveAgents(behaviours, target, random(seed))) {
          assert.equal(behaviours[agent], from);
          assert.ok(shareOf(from) > (target[from] as number));
          assert.ok(shareOf(to) < (target[to] as number));
        }
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});

test("a soft distribution shares each agent's credit among its likeliest behaviours", () => {
  assert.deepEqual(softDistribution([[0, 1, 2], [1, 2, 0], [2], []], { categories: 3, k: 2 }), [1 / 6, 1 / 3, 1 / 2]);
  assert.equal(softDistribution([[], []], { categories: 3, k: 2 }), null);
});
