import assert from "node:assert/strict";
import { test } from "node:test";
import { gameSignatures, type SeatPlay, SIGNATURES } from "./game-signatures.ts";
import { BATTLE_OF_THE_SEXES, type GameMove, type MatrixGame, PRISONERS_DILEMMA, pointsOf } from "./matrix-game.ts";

/** C or J is the first option, D or F the second. */
function played(own: string, other: string, game: MatrixGame = PRISONERS_DILEMMA): SeatPlay {
  const moves = (text: string): GameMove[] => [...text].map((letter) => ("CJ".includes(letter) ? 0 : 1));
  const theirs = moves(other);
  const rounds = moves(own).map((move, i) => {
    const answer = theirs[i] as GameMove;
    return { own: move, other: answer, points: pointsOf(game, move, answer) };
  });
  return { cluster: own, game, rounds };
}

test("forgiveness 0 of 3 and a retaliation lag of 1 for CCDDD against CDCCC", () => {
  const found = gameSignatures([played("CCDDD", "CDCCC")]);
  assert.deepEqual([found.forgiveness.value, found.forgiveness.n], [0, 3]);
  assert.deepEqual([found["retaliation-lag"].value, found["retaliation-lag"].n], [1, 1]);
  assert.equal(found["retaliation-rate"].value, 1);
  // It never goes back, so there is no lag of forgiveness.
  assert.deepEqual([found["forgiveness-lag"].value, found["forgiveness-lag"].n], [null, 0]);
  assert.equal(found["cooperation-rate"].value, 2 / 5);
  // Points of both: 16, 10, 10, 10, 10 of 16 each.
  assert.equal(found["points-share"].value, 56 / 80);
});

test("one that forgives after a round", () => {
  const found = gameSignatures([played("CCDCC", "CDCCC")]);
  assert.equal(found.forgiveness.value, 2 / 3);
  assert.equal(found["forgiveness-lag"].value, 1);
});

test("who takes no revenge has a rate of 0 and no lag; who defects anyway takes none", () => {
  const meek = gameSignatures([played("CCCCC", "CDCCC")]);
  assert.deepEqual([meek["retaliation-rate"].value, meek["retaliation-lag"].n], [0, 0]);
  const hard = gameSignatures([played("DDDDD", "CDCCC")]);
  assert.equal(hard["retaliation-rate"].n, 0);
});

test("exploitability is the share of the other's defections that meet cooperation", () => {
  assert.equal(gameSignatures([played("CCCC", "DDDD")]).exploitability.value, 1);
  assert.equal(gameSignatures([played("CDDD", "DDDD")]).exploitability.value, 1 / 4);
  assert.equal(gameSignatures([played("CCCC", "CCCC")]).exploitability.n, 0);
});

test("alternation and coordination in the Battle of the Sexes", () => {
  const turns = gameSignatures([played("JFJFJF", "JFJFJF", BATTLE_OF_THE_SEXES)]);
  assert.deepEqual([turns.alternation.value, turns.alternation.n, turns["coordination-rate"].value], [1, 5, 1]);
  assert.equal(turns["points-share"].value, 1);
  const stubborn = gameSignatures([played("JJJJJJ", "JFJFJF", BATTLE_OF_THE_SEXES)]);
  assert.deepEqual([stubborn.alternation.value, stubborn["coordination-rate"].value], [0, 0.5]);
  // Neither option is cooperation here, and nothing is forgiven.
  for (const name of ["cooperation-rate", "forgiveness", "retaliation-rate", "exploitability"] as const) {
    assert.equal(stubborn[name].n, 0, name);
  }
  // One Nash point is nothing to coordinate on.
  assert.equal(gameSignatures([played("CC", "CC")])["coordination-rate"].n, 0);
});

test("players are what is resampled, and no game gives no number", () => {
  const plays = Array.from({ length: 12 }, (_, i) => ({
    ...played(i < 6 ? "CCCC" : "DDDD", "CCCC"),
    cluster: `p${i}`,
  }));
  const { "cooperation-rate": rate } = gameSignatures(plays);
  assert.deepEqual([rate.value, rate.n, rate.clusters], [0.5, 48, 12]);
  // Twelve players who do one thing: wider than 48 free choices would be, which is ±0.14.
  assert.ok((rate.low ?? 1) < 0.3 && (rate.high ?? 0) > 0.7, `${rate.low} to ${rate.high}`);
  const none = gameSignatures([]);
  for (const name of SIGNATURES) assert.deepEqual([none[name].value, none[name].n], [null, 0]);
});
