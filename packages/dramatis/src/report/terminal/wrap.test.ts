import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { displayWidth, hang, wrap } from "./wrap.ts";

test("wide characters take two columns, combining ones none", () => {
  assert.equal(displayWidth("abc"), 3);
  assert.equal(displayWidth("日本👍"), 6);
  assert.equal(displayWidth("e\u0301"), 1);
});

test("text breaks at spaces, long words after hyphens, then anywhere", () => {
  assert.deepEqual(wrap("the quick brown fox", 10), ["the quick", "brown fox"]);
  assert.deepEqual(wrap("question-answer-consistency", 16), ["question-answer-", "consistency"]);
  assert.deepEqual(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
  assert.deepEqual(wrap("", 4), [""]);
});

test("continuation lines stand under the first", () => {
  assert.deepEqual(hang("  ✗ ", "one two three four five six", 24), ["  ✗ one two three four", "    five six"]);
});

test("no line is wider than asked, and no letter is lost", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "b", "-", " ", "日", "é") }),
      fc.integer({ min: 2, max: 30 }),
      (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) assert.ok(displayWidth(line) <= width, line);
        assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
      },
    ),
    { seed: 1 },
  );
});
