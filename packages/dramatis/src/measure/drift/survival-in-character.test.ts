import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence, Score } from "../../core/index.ts";
import { compareSurvival, cutAt, lifetimesOf, survivalInCharacter } from "./survival-in-character.ts";

const evidence: Evidence = { session: "s", turn: 0, quote: "x", verdict: "contradicts", strength: 1 };
const left = (turnsBefore: number): Score => ({ cluster: "s", value: turnsBefore, evidence });
const stayed = (turns: number): Score => ({ cluster: "s", value: turns });

test("a first turn out of character is time 1; who never left is cut off", () => {
  const scores: Score[] = [left(0), stayed(4), { cluster: "s", value: null, missing: "refused" }];
  assert.deepEqual(lifetimesOf(scores), [
    { time: 1, ended: true },
    { time: 4, ended: false },
  ]);
});

test("half-life: two of four left by the third turn", () => {
  const {
    curve,
    halfLife,
    n,
    left: count,
  } = survivalInCharacter(lifetimesOf([left(0), left(2), stayed(5), stayed(5)]));
  assert.deepEqual(
    curve.map(({ time, survival }) => [time, survival]),
    [
      [1, 0.75],
      [3, 0.5],
    ],
  );
  assert.deepEqual([halfLife.time, n, count], [3, 4, 2]);
});

test("a guard that keeps everybody in character gains the area between the curves", () => {
  // Without: 1 until turn 2, then 0, within 6 turns: area 2. With: 6.
  const without = lifetimesOf(Array.from({ length: 10 }, () => left(1)).concat(stayed(6)));
  const guarded = lifetimesOf(Array.from({ length: 11 }, () => stayed(6)));
  const { gain, until, logRank } = compareSurvival(without, guarded);
  assert.equal(until, 6);
  // One of eleven stays: 2 + 4/11
  assert.equal(gain?.value.toFixed(6), (6 - (2 + 4 / 11)).toFixed(6));
  assert.ok(gain && gain.low > 2 && gain.high <= 4, `${gain?.low} ${gain?.high}`);
  assert.ok(logRank && logRank.p < 0.001);
  assert.deepEqual(compareSurvival(without, guarded).gain, gain);
  assert.equal(compareSurvival([], guarded).gain, null);
});

test("a conversation is cut at the turn of compaction", () => {
  const messages = [0, 1, 2, 3].map((turn) => ({ session: "s", turn, speaker: "ana", text: `${turn}` }));
  const { before, after } = cutAt({ session: "s", messages }, 2);
  assert.deepEqual([before.messages.length, after.messages[0]?.turn, after.session], [2, 2, "s"]);
});
