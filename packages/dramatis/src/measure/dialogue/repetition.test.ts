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

test("a turn that says half of it again points at the turn it comes from", async () => {
  const lines = ["ana: I like old cats", "ana: you sing", "ben: Oh", "ana: well I like old cats", "ana: you like dogs"];
  const scores = await repetition().score(talk([], lines), { seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value, evidence }) => [turn, value, evidence]),
    [
      [1, 0, undefined],
      [
        3,
        3 / 4, // "i like", "like old" and "old cats" of four runs
        {
          session: "s1",
          turn: 3,
          quote: "well I like old cats",
          against: { turn: 0, text: "I like old cats" },
          verdict: "repeats",
          strength: 3 / 4,
        },
      ],
      [4, 0, undefined],
    ],
  );
});

test("repetition inside a reply has no earlier turn", async () => {
  const [score] = await repetition({ of: "reply", length: 1 }).score(talk([], ["ana: no no no"]), { seed: 42 });
  assert.equal(score?.value, 2 / 3);
  assert.deepEqual([score?.evidence?.verdict, score?.evidence?.against], ["repeats", undefined]);
});
