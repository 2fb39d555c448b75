import assert from "node:assert/strict";
import { test } from "node:test";
import { openTokenizer } from "./tokenizer.ts";

test("case, quotes and the spaces of old corpora make no difference", async () => {
  const encode = await openTokenizer("nli");
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

test("text that spells a marker is dropped", async () => {
  const encode = await openTokenizer("nli");
  assert.deepEqual(
    encode("i sail <sep> i ski").every((id) => id > 5),
    true,
  );
  assert.ok(encode("<sep>").every((id) => id > 5));
});
