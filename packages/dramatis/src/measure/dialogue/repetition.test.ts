import assert from "node:assert/strict";
import { test } from "node:test";
import { talk } from "../testing.ts";
import { ngrams, tokens } from "../text.ts";
import { repetition, shareRepeated } from "./repetition.ts";

test("'i like i like cats' repeats 2 of 5 words and 1 of 4 bigrams", () => {
  const all = tokens("i like i like cats");
  assert.equal(shareRepeated(all), 2 / 5);
  assert.equal(shareRepeated(ngrams(all, 2)), 1 / 4);
});

const subject = talk(
  [],
  ["ana: I like cats", "ben: you like dogs", "ana: You like cats", "ben: Yes", "ana: Hi", "ana: "],
);
const values = async (options: Parameters<typeof repetition>[0]) =>
  (await repetition(options).score(subject, { seed: 42 })).map(({ turn, value, missing }) => [turn, missing ?? value]);

test("own earlier turns: 'like cats' is one of two bigrams; 'hi' has none", async () => {
  assert.deepEqual(await values({}), [
    [2, 0.5],
    [5, "refused"],
  ]);
});

test("the partner's earlier turns: 'you like' is one of two", async () => {
  assert.deepEqual(await values({ of: "partner" }), [
    [2, 0.5],
    [5, "refused"],
  ]);
});

test("the same reply, by words", async () => {
  assert.deepEqual(await values({ of: "reply", length: 1 }), [
    [0, 0],
    [2, 0],
    [4, 0],
    [5, "refused"],
  ]);
});
