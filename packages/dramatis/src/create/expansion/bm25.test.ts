import assert from "node:assert/strict";
import { test } from "node:test";
import { bm25 } from "./bm25.ts";

test("rarer words, more often, in shorter texts, come first", () => {
  const index = bm25(["the cat sat", "the dog sat on the cat", "a bird", "cat cat"]);
  // "cat" in 0 (of 3 words), 1 (of 6), 3 (twice of 2).
  assert.deepEqual(index.top("cat", 3), [3, 0, 1]);
  assert.deepEqual(index.top("the bird", 1), [2], "one text has bird, two have the");
  assert.deepEqual(index.top("fish", 2), [0, 1], "nothing shared: as they stand");
  assert.deepEqual(index.top("", 9), [0, 1, 2, 3]);
  assert.deepEqual(bm25([]).top("cat", 3), []);
});
