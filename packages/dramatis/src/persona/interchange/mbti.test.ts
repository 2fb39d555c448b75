import assert from "node:assert/strict";
import { test } from "node:test";
import { mbtiTraits, mbtiType } from "./mbti.ts";

test("letters and words are the same type", () => {
  const levels = { introversion: 1, intuition: 1, feeling: 0, perceiving: 0 };
  // PRODIGy writes "intuititive".
  for (const type of [
    "INTJ",
    " intj-A",
    "introvert, intuititive, thinker, judger",
    "Introvert/Intuitive/Thinking/Judging",
  ]) {
    assert.deepEqual(Object.fromEntries(mbtiTraits(type).map(({ dimension, level }) => [dimension, level])), levels);
    assert.equal(mbtiType(mbtiTraits(type)), "INTJ");
  }
});

test("what is no whole type is none", () => {
  for (const text of ["", "unsure", "INT", "introvert, thinker", "introvert, extrovert, sensor, thinker, judger"]) {
    assert.deepEqual(mbtiTraits(text), []);
  }
  assert.equal(mbtiType(undefined), undefined);
  assert.equal(mbtiType(mbtiTraits("ESFP").slice(1)), undefined);
});
