import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as ort from "onnxruntime-node";
import { type Memory, startOfMemory } from "./decoder.ts";
import { prefixCache } from "./prefix-cache.ts";

/** Two heads of width one; the number of head h at token t is 10 h + t. */
function memory(tokens: number): Memory {
  const data = Float32Array.from({ length: 2 * tokens }, (_, i) => 10 * Math.floor(i / tokens) + (i % tokens));
  return { tokens, layers: [new ort.Tensor("float32", data, [1, 2, tokens, 1])] };
}

describe("startOfMemory", () => {
  test("keeps the first tokens of every head", () => {
    const [layer] = startOfMemory(memory(4), 2).layers as [ort.Tensor];
    assert.deepEqual(layer.dims, [1, 2, 2, 1]);
    assert.deepEqual([...(layer.data as Float32Array)], [0, 1, 10, 11]);
  });
});

describe("prefixCache", () => {
  test("gives the longest common start that stops where a part ends", () => {
    const cache = prefixCache(4);
    assert.equal(cache.longest([1, 2], [1, 2]), undefined);
    cache.keep([1, 2, 3], memory(3));
    cache.keep([1, 9, 9, 9], memory(4));
    assert.equal(cache.longest([1, 2, 3, 4], [1, 3])?.tokens, 3);
    assert.equal(cache.longest([1, 2, 3, 4], [2, 4])?.tokens, 2);
    assert.equal(cache.longest([1, 9, 5], [1, 2, 3])?.tokens, 2);
    assert.equal(cache.longest([1, 9, 5], [3]), undefined);
    assert.equal(cache.longest([5, 6], [1, 2]), undefined);
  });

  test("a conversation that goes on takes the place of its start, and the least used goes first", () => {
    const cache = prefixCache(2);
    cache.keep([1, 2], memory(2));
    cache.keep([1, 2, 3], memory(3));
    assert.equal(cache.size, 1);
    cache.keep([5, 6], memory(2));
    cache.longest([1, 2, 3, 4], [3]);
    cache.keep([7, 8], memory(2));
    assert.equal(cache.size, 2);
    assert.equal(cache.longest([5, 6, 7], [2]), undefined);
    assert.equal(cache.longest([1, 2, 3, 4], [3])?.tokens, 3);
  });
});
