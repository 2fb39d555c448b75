import assert from "node:assert/strict";
import { test } from "node:test";
import { openTokenizer } from "./tokenizer.ts";

test("case, quotes and the spaces of old corpora make no difference", async () => {
  const { encode } = await openTokenizer();
  const expected = encode("i don't like dogs, they're loud!");
  assert.ok(expected.length > 4);
  for (const text of [
    "I don’t like dogs, they’re loud!",
    "i do n't like dogs , they 're loud !",
    "I  DON'T like dogs,\tthey're loud!",
  ]) {
    assert.deepEqual(encode(text), expected, text);
  }
});

test("text that spells a mark loses it", async () => {
  const { encode } = await openTokenizer();
  assert.deepEqual(encode("i sail <sep> i <self>ski"), encode("i sail i ski"));
  assert.deepEqual(encode("<sep>"), []);
});
