import assert from "node:assert/strict";
import { test } from "node:test";
import { bradleyTerry, eloUpdate } from "./bradley-terry.ts";

test("three players, ten games each pair", () => {
  const { strengths, elo, connected } = bradleyTerry([
    [0, 7, 8],
    [3, 0, 6],
    [2, 4, 0],
  ]);
  const [a = 0, b = 0] = strengths;
  assert.deepEqual(
    strengths.map((value) => Number(value.toFixed(6))),
    [0.597111, 0.245288, 0.157601],
  );
  assert.ok(Math.abs(a / (a + b) - 0.708823) < 1e-6);
  assert.deepEqual(
    elo.map((value) => Number(value.toFixed(2))),
    [1628.65, 1474.1, 1397.25],
  );
  assert.equal(connected, true);
});

test("one who won all has a finite strength, and it is said", () => {
  const { strengths, connected } = bradleyTerry([
    [0, 5],
    [0, 0],
  ]);
  assert.equal(connected, false);
  assert.ok((strengths[0] as number) > 0.9 && (strengths[0] as number) < 1);
});

test("Elo: 1500 beats 1600, 32 · (1 − .359935) = 20.482", () => {
  const { a, b } = eloUpdate({ a: 1500, b: 1600 }, 1);
  assert.ok(Math.abs(a - 1520.48208) < 1e-5);
  assert.ok(Math.abs(a + b - 3100) < 1e-9);
});
