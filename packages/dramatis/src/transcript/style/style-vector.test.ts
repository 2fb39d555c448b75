import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { FUNCTION_WORDS } from "./function-words.ts";
import { STYLE_DIMENSIONS, styleVector } from "./style-vector.ts";

const near = (actual: readonly number[], expected: readonly number[]): void =>
  assert.deepEqual(
    actual.map((value) => Number(value.toFixed(4))),
    expected,
  );

describe("C-STYLE: the eight dimensions", () => {
  test("the worked example", () => {
    // 4 sentences ("Hey!", "!", "I love this.", "You too?"), 6 tokens, 3 marks, I and you, 7 syllables (lo-ve).
    // 3/4 + 2/6 = 1.08333; 6/4 = 1.5; 206.835 − 1.015 · 1.5 − 84.6 · 7/6 = 106.6125; I and you of 6 = 1/3
    near(styleVector("Hey!! I love this. You too?"), [1.0833, 0, 1.5, 106.6125, 0, 0, 0, 0.3333]);
  });

  test("informality: marks by sentence, and I, you and u by token", () => {
    // 1/1 + 2/3
    near(styleVector("I'm U then!").slice(0, 1), [1.6667]);
    // No mark and no such word; a word with a comma is another word.
    near(styleVector("you, they said").slice(0, 1), [0]);
  });

  test("sentence length: what follows the last mark is a sentence, and white space is none", () => {
    near(styleVector("One two. Three").slice(2, 3), [1.5]);
    near(styleVector("One two. \n").slice(2, 3), [2]);
    near(styleVector("one\ntwo three").slice(2, 3), [3]);
  });

  test("reading ease: runs of aeiouy, at least one a token", () => {
    // One token each: 206.835 − 1.015 − 84.6 · syllables; quee-ue is one run, i-de-a two, hmm one.
    near(styleVector("queue").slice(3, 4), [121.22]);
    near(styleVector("Idea").slice(3, 4), [36.62]);
    near(styleVector("hmm").slice(3, 4), [121.22]);
  });

  test("function words: the closed list, whole tokens in any case", () => {
    assert.equal(FUNCTION_WORDS.size, 84);
    near(styleVector("The cat and THE dog").slice(7), [0.6]);
    near(styleVector("the, the.").slice(7), [0]);
  });

  test("sentiment and the lexicon rates are 0", () => {
    const { sentiment, social, cognitive, affect } = Object.fromEntries(
      styleVector("I love my sister, I think.").map((value, i) => [STYLE_DIMENSIONS[i], value]),
    );
    assert.deepEqual([sentiment, social, cognitive, affect], [0, 0, 0, 0]);
  });

  test("a text without words is all 0", () => {
    assert.deepEqual(styleVector(" \n"), Array(8).fill(0));
  });

  test("any text gives eight finite numbers, its rates in range, its white space and case of no matter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const vector = styleVector(text);
        assert.equal(vector.length, 8);
        assert.ok(vector.every(Number.isFinite));
        assert.ok((vector[0] as number) >= 0 && (vector[7] as number) >= 0 && (vector[7] as number) <= 1);
        assert.deepEqual(styleVector(`  ${text.replaceAll(" ", "\t ")} `), vector);
      }),
    );
  });
});
