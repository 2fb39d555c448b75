import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanText, oneLine } from "./one-line.ts";

test("escape sequences go as a whole, other controls alone", () => {
  assert.equal(
    cleanText("\u001B[31mred\u001B[0m \u001B]8;;http://x\u0007link\u001B]8;;\u0007 bell\u0007 nul\0"),
    "red link bell nul",
  );
});

test("bidirectional overrides, byte order marks and lone surrogates go; joined emoji and accents stay", () => {
  assert.equal(cleanText("a\u202Eb\u2066c\u200Fd\uFEFFe\uD800f\uFFFFg"), "abcdefg");
  assert.equal(cleanText("👩‍👩‍👧 é 日本"), "👩‍👩‍👧 é 日本");
});

test("line ends become \\n and tabs stay", () => {
  assert.equal(cleanText("a\r\nb\rc\u2028d\te"), "a\nb\nc\nd\te");
});

test("one line is flat, trimmed and cut at a whole character", () => {
  assert.equal(oneLine("  a\n\n b\t c "), "a b c");
  assert.equal(oneLine("👍👍👍👍", 3), "👍👍…");
  assert.equal(oneLine("👍👍👍", 3), "👍👍👍");
});

test("nothing unprintable is left of any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.doesNotMatch(cleanText(text), /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u);
      assert.doesNotMatch(oneLine(text, 10), /\n/u);
    }),
    { seed: 1 },
  );
});
