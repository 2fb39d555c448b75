import assert from "node:assert/strict";
import { test } from "node:test";
import { promptTokens } from "./prompt-tokens.ts";

const COUNTED: [string, number][] = [
  ["", 0],
  // Three words and the full stop.
  ["I like tea.", 4],
  // 9 letters are two pieces.
  ["chocolate", 2],
  // The end of the first sentence and the line break have two marks each.
  ["I am. I sing.\nYes", 3 + 2 + 3 + 2 + 1],
  // Three bytes a character; four.
  ["喝茶", 6],
  ["🐶", 4],
];

for (const [text, tokens] of COUNTED) {
  test(`${JSON.stringify(text)} takes ${tokens}`, () => assert.equal(promptTokens(text), tokens));
}
