import assert from "node:assert/strict";
import { test } from "node:test";
import { labelShare, swappedLabels } from "./label-share.ts";
import { type GameMove, PRISONERS_DILEMMA } from "./matrix-game.ts";
import type { GameRound } from "./repeated-game.ts";

const round = (move: GameMove | null): GameRound => ({ given: [{ move }, { move: 0 }], points: null });
const SWAPPED = swappedLabels(PRISONERS_DILEMMA);
const world = (game: typeof PRISONERS_DILEMMA, moves: (GameMove | null)[]) => ({ game, played: moves.map(round) });

test("labels are exchanged, payoffs are not", () => {
  assert.deepEqual(SWAPPED.options, ["F", "J"]);
  assert.deepEqual(SWAPPED.payoffs, PRISONERS_DILEMMA.payoffs);
});

test("who answers F whatever it means is found out", () => {
  const found = labelShare([world(PRISONERS_DILEMMA, [1, 1, 1]), world(SWAPPED, [0, 0, 0])], { seat: 0 });
  assert.deepEqual([found?.label, found?.share.value, found?.share.n, found?.isBound], ["F", 1, 6, true]);
});

test("who answers what it means is not, nor who played under one labelling alone", () => {
  // Always the first option: J in one game, F in the other.
  const meant = labelShare([world(PRISONERS_DILEMMA, [0, 0]), world(SWAPPED, [0, 0])], { seat: 0 });
  assert.deepEqual([meant?.share.value, meant?.isBound], [0.5, false]);
  assert.equal(labelShare([world(PRISONERS_DILEMMA, [1, 1, 1])], { seat: 0 })?.isBound, false);
});

test("a round without a move counts as unparsed; without any there is no label", () => {
  const found = labelShare([world(PRISONERS_DILEMMA, [1, null])], { seat: 0 });
  assert.deepEqual([found?.share.n, found?.share.missing.unparsed], [1, 1]);
  assert.equal(labelShare([world(PRISONERS_DILEMMA, [null])], { seat: 0 }), null);
});
