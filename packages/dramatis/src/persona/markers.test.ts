import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../core/index.ts";
import { bigFive, level9, MARKERS, marker, traitMarkers } from "./markers.ts";

test("there are 52 pairs: 9 + 11 + 10 + 10 + 12", () => {
  assert.deepEqual(
    Object.values(MARKERS).map((pairs) => pairs.length),
    [9, 11, 10, 10, 12],
  );
  assert.equal(new Set(Object.values(MARKERS).flat(2)).size, 104);
});

test("the worked examples of A-MARKERS", () => {
  assert.equal(marker(MARKERS.NEU[0] ?? ["", ""], 2), "very relaxed");
  assert.equal(marker(MARKERS.OPE[7] ?? ["", ""], 5), "neither predictable nor spontaneous");
});

test("nine levels, nine texts", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => marker(["calm", "angry"], level)),
    [
      "extremely calm",
      "very calm",
      "calm",
      "a bit calm",
      "neither calm nor angry",
      "a bit angry",
      "angry",
      "very angry",
      "extremely angry",
    ],
  );
});

test("units become levels as in A0: 0 → 1, .5 → 5, .62 → 6, 1 → 9", () => {
  assert.deepEqual([0, 0.5, 0.62, 1].map(level9), [1, 5, 6, 9]);
  // 1/3 · 9 = 3 in exact arithmetic, whichever way the product is rounded: level 4.
  assert.equal(level9(1 / 3), 4);
});

test("all pairs by default, or a seeded draw", () => {
  assert.equal(traitMarkers("AGR", 9).length, 11);
  const draw = (seed: number): string[] => traitMarkers("AGR", 9, { count: 2, random: random(seed) });
  assert.equal(draw(1).length, 2);
  assert.deepEqual(draw(1), draw(1));
});

test("traits are known by letter, code and name", () => {
  assert.deepEqual(["E", "ext", "Extroversion", "Openness", "emotional stability", "wit"].map(bigFive), [
    "EXT",
    "EXT",
    "EXT",
    "OPE",
    undefined,
    undefined,
  ]);
});
