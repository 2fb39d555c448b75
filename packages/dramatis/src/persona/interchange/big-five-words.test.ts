import assert from "node:assert/strict";
import { test } from "node:test";
import type { Trait } from "../../core/index.ts";
import { bigFiveTrait, levelOfWords, levelWords, traitOfWords, wordsOfTrait } from "./big-five-words.ts";

const words: [text: string, level: number | undefined][] = [
  ["Very low", 0.1],
  ["low.", 0.25],
  ["Medium. Depends.", 0.5],
  ["average", 0.5],
  ["High. Meticulous.", 0.75],
  ["  extremely high", 0.9],
  ["highly imaginative", undefined],
  ["Imaginative", undefined],
  ["", undefined],
];
for (const [text, level] of words) {
  test(`the level of "${text}"`, () => assert.equal(levelOfWords(text), level));
}

test("a level is said by the nearest word, and by its own words as long as they say it", () => {
  // .38 is .12 from medium and .13 from low; .375 is as far from both, and the lower is taken.
  assert.deepEqual([0, 0.38, 0.375, 0.62, 0.63, 1].map(levelWords), [
    "Very low",
    "Medium",
    "Low",
    "Medium",
    "High",
    "Very high",
  ]);
  const trait = traitOfWords("openness", "High. Reads widely.", "x") as Trait;
  assert.equal(wordsOfTrait(trait), "High. Reads widely.");
  assert.equal(wordsOfTrait({ ...trait, level: 0.2 }), "Low.");
});

test("a dimension is found under any of its usual names, and a facet is not the whole", () => {
  const traits: Trait[] = [
    { system: "big5", dimension: "OPE", facet: "ideas", level: 0.1 },
    { system: "big5", dimension: "OPE", level: 0.9 },
  ];
  assert.equal(bigFiveTrait(traits, "openness")?.level, 0.9);
  assert.equal(bigFiveTrait(traits, "neuroticism"), undefined);
});
