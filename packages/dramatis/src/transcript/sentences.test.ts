import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sentences } from "./sentences.ts";

test("sentences keep the white space after them; without capitals every mark ends one", () => {
  assert.deepEqual(sentences("I paid 3.5 euros. Really? "), ["I paid 3.5 euros. ", "Really? "]);
  assert.deepEqual(sentences("i sail . you ?  no"), ["i sail . ", "you ?  ", "no"]);
  assert.deepEqual(sentences("i paid 3.5 euros"), ["i paid 3.5 euros"]);
  assert.deepEqual(sentences("我爱肉。你呢？"), ["我爱肉。", "你呢？"]);
});

test("joined, they are the text", () => {
  const text = fc
    .array(fc.constantFrom("i", "I", " ", ".", "?", "\n", "好", "。", "👋"))
    .map((parts) => parts.join(""));
  fc.assert(fc.property(text, (one) => sentences(one).join("") === one));
});
