import assert from "node:assert/strict";
import { test } from "node:test";
import { talk } from "../testing.ts";
import { bleuAgainstOthers, selfBleu } from "./self-bleu.ts";

const near = (found: readonly number[], expected: readonly number[]): void => {
  assert.equal(found.length, expected.length);
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs((found[i] as number) - value) < 1e-9, `${found[i]} is not ${value}`);
};
const bleu = (texts: string[]): number[] =>
  bleuAgainstOthers(
    texts.map((text) => text.split(" ")),
    42,
  );

// References: nltk.translate.bleu_score.sentence_bleu(others, text, smoothing_function=SmoothingFunction().method1),
// NLTK 3.10.
test("short texts are NLTK's", () => {
  near(
    bleu(["the cat sat", "the cat ran", "a dog ran fast"]),
    [0.24028114141347542, 0.26591479484724945, 0.08034284189446518],
  );
});

test("the brevity penalty takes the closest reference, counts are clipped", () => {
  near(
    bleu([
      "i like to read books at night",
      "i like to read books",
      "do you read at night my friend",
      "we went to the park with the dog",
    ]),
    [Math.SQRT1_2, 0.6703200460356393, 0.07730551756939454, 0.02777619034011792],
  );
});

test("a speaker who says one thing over and over scores 1", async () => {
  const lines = ["ana: I like to sail.", "ben: Oh.", "ana: i like to sail", "ana: ", "ana: I like to sail!", "ana: 🙂"];
  const scores = await selfBleu().score(talk([], lines), { seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value, missing }) => [turn, missing ?? value]),
    [
      [0, 1],
      [2, 1],
      [3, "refused"],
      [4, 1],
      [5, "unparsed"],
    ],
  );
  assert.equal(
    scores.findIndex(({ evidence }) => evidence !== undefined),
    0,
  );
});

test("one turn has no other to be like", async () => {
  assert.deepEqual(await selfBleu().score(talk([], ["ana: Hi."]), { seed: 42 }), []);
});
