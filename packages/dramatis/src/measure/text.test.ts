import assert from "node:assert/strict";
import { test } from "node:test";
import { ngrams, questionMarks, tokens, words } from "./text.ts";

test("words and marks are apart, in lower case", () => {
  assert.deepEqual(tokens("I’m in, you?"), ["i'm", "in", ",", "you", "?"]);
  assert.deepEqual(words("I’m in, YOU? ﬁne"), ["i'm", "in", "you", "fine"]); // NFKC takes the ligature apart
  assert.deepEqual(tokens(" "), []);
});

test("runs of n, none where the text is shorter", () => {
  assert.deepEqual(ngrams(["a", "b", "c"], 2), ["a b", "b c"]);
  assert.deepEqual(ngrams(["a"], 2), []);
});

test("question marks of three scripts are counted", () => {
  assert.deepEqual(["Why? Why？", "لماذا؟", "No."].map(questionMarks), [2, 1, 0]);
});
