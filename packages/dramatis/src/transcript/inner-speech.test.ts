import assert from "node:assert/strict";
import { test } from "node:test";
import { innerSpeech } from "./inner-speech.ts";

test("the worked example: the thought is taken out, action and words stay", () => {
  assert.deepEqual(innerSpeech("[I fear him] (steps back) Who are you?"), {
    spoken: "(steps back) Who are you?",
    thoughts: ["I fear him"],
    isBalanced: true,
  });
});

test("an unbalanced bracket is told, and what it begins is speech", () => {
  assert.deepEqual(innerSpeech("[He lies] [and Who are you?"), {
    spoken: "and Who are you?",
    thoughts: ["He lies"],
    isBalanced: false,
  });
});
