import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, fakeNli } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { expansionsOf } from "./expansions.ts";
import { dimensionOf, peopleLikeThis } from "./people-like-this.ts";
import { people } from "./testing.ts";

const embedder = fakeEmbedder(1024);
const nli = fakeNli((premise, hypothesis) =>
  premise === "I am vegan." && hypothesis.includes("steak") ? "contradict" : "neutral",
);
const personas = people(
  ["Ann", "I am a nurse.", "I am vegan."],
  ["Ben", "I am a nurse.", "I work at night.", "I eat steak."],
  ["Cem", "I am a nurse!", "I work at night.", "I have two cats."],
  ["Dan", "I drive trucks.", "I collect stamps."],
);

sourceConformance(async () => peopleLikeThis({ personas, nli, embedder }));

test("what others with the same claim say besides is added, the most common first", async () => {
  const counts = tally();
  const [ann, , , dan] = await all(peopleLikeThis({ personas, nli, embedder, tally: counts }).personas(0));
  const found = expansionsOf(ann as Persona);
  assert.deepEqual(
    found.map(({ text, parent, provenance }) => [text, parent, provenance?.[0]?.from, provenance?.[0]?.confidence]),
    [
      ["I work at night.", "s1", "Ben", 1],
      ["I have two cats.", "s1", "Cem", 0.5],
    ],
  );
  assert.deepEqual(dan, personas[3], "nobody is like Dan");
  const { asked, kept, dropped } = counts.report();
  // Ann: three candidates, one against "I am vegan."; Ben: Ann's "vegan" and Cem's cats; Cem: Ann's "vegan" and Ben's steak.
  assert.deepEqual([asked, kept, dropped], [7, 6, { "contradicts the persona": 1 }]);
});

test("the collection may be another, and at most so many are added", async () => {
  const [ann, ...collection] = personas as [Persona, ...Persona[]];
  const [only] = await all(peopleLikeThis({ personas: [ann], collection, nli, embedder, most: 1 }).personas(0));
  assert.equal(expansionsOf(only as Persona).length, 1);
});

test("dimensions by words", () => {
  const cases: [string, string][] = [
    ["I want to see Rome.", "goal"],
    ["My younger sister is a doctor.", "relationship"],
    ["I'm married.", "relationship"],
    ["I swim every morning.", "routine"],
    ["I used to play the drums.", "experience"],
    ["I am tall.", "characteristic"],
  ];
  for (const [text, dimension] of cases) assert.equal(dimensionOf(text), dimension, text);
});

test("it says what is needed", () => {
  assert.throws(() => peopleLikeThis({ personas, nli }), UnsupportedError);
});
