import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  BATTLE_OF_THE_SEXES,
  bestJoint,
  type GameMove,
  type MatrixGame,
  nashPoints,
  PRISONERS_DILEMMA,
  paretoPoints,
  pointsOf,
  turnedAround,
} from "./matrix-game.ts";

const STAG_HUNT: MatrixGame = {
  name: "Stag hunt",
  options: ["J", "F"],
  payoffs: [
    [
      [4, 4],
      [1, 3],
    ],
    [
      [3, 1],
      [2, 2],
    ],
  ],
};
const CHICKEN: MatrixGame = {
  name: "Chicken",
  options: ["J", "F"],
  payoffs: [
    [
      [3, 3],
      [2, 4],
    ],
    [
      [4, 2],
      [1, 1],
    ],
  ],
};
const PENNIES: MatrixGame = {
  name: "Matching pennies",
  options: ["J", "F"],
  payoffs: [
    [
      [1, -1],
      [-1, 1],
    ],
    [
      [-1, 1],
      [1, -1],
    ],
  ],
};

test("the points of the known games, as every textbook has them", () => {
  assert.deepEqual(nashPoints(PRISONERS_DILEMMA), [[1, 1]]);
  assert.deepEqual(paretoPoints(PRISONERS_DILEMMA), [
    [0, 0],
    [0, 1],
    [1, 0],
  ]);
  assert.equal(bestJoint(PRISONERS_DILEMMA), 16);
  const meeting = [
    [0, 0],
    [1, 1],
  ];
  assert.deepEqual(nashPoints(BATTLE_OF_THE_SEXES), meeting);
  assert.deepEqual(paretoPoints(BATTLE_OF_THE_SEXES), meeting);
  assert.equal(bestJoint(BATTLE_OF_THE_SEXES), 17);
  assert.deepEqual(nashPoints(STAG_HUNT), meeting);
  assert.deepEqual(paretoPoints(STAG_HUNT), [[0, 0]]);
  assert.deepEqual(nashPoints(CHICKEN), [
    [0, 1],
    [1, 0],
  ]);
  assert.deepEqual(nashPoints(PENNIES), []);
  assert.equal(paretoPoints(PENNIES).length, 4);
});

test("in any game there is a Pareto point, and turning the table turns the points", () => {
  const cell = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
  const row = fc.tuple(cell, cell);
  fc.assert(
    fc.property(fc.tuple(row, row), (payoffs) => {
      const game: MatrixGame = { name: "any", options: ["J", "F"], payoffs };
      const turned = turnedAround(game);
      assert.ok(paretoPoints(game).length > 0);
      for (const [a, b] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as [GameMove, GameMove][]) {
        assert.deepEqual(pointsOf(turned, b, a), pointsOf(game, a, b).reverse());
      }
      assert.deepEqual(turnedAround(turned), game);
      assert.deepEqual(
        new Set(nashPoints(turned).map(([a, b]) => `${b}${a}`)),
        new Set(nashPoints(game).map((at) => at.join(""))),
      );
    }),
    { seed: 7, numRuns: 200 },
  );
});
