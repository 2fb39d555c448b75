import assert from "node:assert/strict";
import { test } from "node:test";
import { pairsByWords } from "./pairs-by-words.ts";
import { agreedPairs, pairScores, updateProfile } from "./profile-pairs.ts";

const paris = { attribute: "city", value: "Paris", confidence: 0.8 };
const lyon = { attribute: "city", value: "Lyon", confidence: 0.8, at: "2026-03-01", from: "letter 2" };

test("another city takes the place of the old one, which stays with the time", () => {
  const { profile, changes } = updateProfile([paris], [lyon]);
  assert.deepEqual(profile, [{ ...paris, validTo: "2026-03-01" }, lyon]);
  assert.deepEqual(changes, [{ kind: "replaced", attribute: "city", value: "Lyon", was: "Paris" }]);
});

test("the same again is surer", () => {
  const tea = (confidence: number): { attribute: string; value: string; confidence: number } => ({
    ...{ attribute: "likes", value: "tea", confidence },
  });
  const [pair, ...more] = updateProfile([tea(0.6)], [{ ...tea(0.7), value: "Tea." }]).profile;
  // 1 - (1 - .6)(1 - .7) = 1 - .12 = .88
  assert.ok(Math.abs((pair?.confidence ?? 0) - 0.88) < 1e-12);
  assert.deepEqual(more, []);
});

test("likes are added, what is unsure or older is kept out, what is over ends", () => {
  const both = updateProfile(
    [{ attribute: "likes", value: "tea", confidence: 0.8 }],
    [{ attribute: "likes", value: "rain", confidence: 0.8 }],
  );
  assert.deepEqual(
    both.profile.map(({ value }) => value),
    ["tea", "rain"],
  );
  assert.equal(updateProfile([lyon], [{ ...paris, confidence: 0.5 }]).changes[0]?.reason, "unsure");
  assert.equal(updateProfile([lyon], [{ ...paris, at: "2020-01-01" }]).changes[0]?.reason, "older");
  assert.deepEqual(updateProfile([paris], [{ ...paris, validTo: "letter 3" }]).profile, [
    { ...paris, validTo: "letter 3" },
  ]);
  assert.deepEqual(updateProfile([], []).profile, []);
});

test("the confidence of a pair is the share of the samples that have it", () => {
  const nurse = { attribute: "job", value: "nurse" };
  const samples = [[nurse], [nurse, { attribute: "city", value: "Rome" }], [{ ...nurse, value: "a Nurse" }], [], []];
  // nurse in 3 of 5 = .6, Rome in 1 of 5 = .2
  assert.deepEqual(agreedPairs(samples), [
    { ...nurse, confidence: 0.6 },
    { attribute: "city", value: "Rome", confidence: 0.2 },
  ]);
});

test("precision, recall and F1 over normalised pairs", () => {
  const gold = [paris, { attribute: "job", value: "nurse" }, { attribute: "age", value: "34" }];
  const predicted = [
    { attribute: "city", value: "paris." },
    { attribute: "job", value: "cook" },
  ];
  // 1 hit of 2 predicted and 3 gold: 1/2, 1/3, 2·1/5
  assert.deepEqual(pairScores(predicted, gold), { precision: 0.5, recall: 1 / 3, f1: 0.4 });
  assert.deepEqual(pairScores([], []), { precision: null, recall: null, f1: null });
  assert.deepEqual(pairScores([], gold), { precision: null, recall: 0, f1: 0 });
});

function found(text: string): string[] {
  return pairsByWords(text).map(({ attribute, value, isPast }) => `${attribute}: ${value}${isPast ? " (past)" : ""}`);
}

test("attributes as people state them", () => {
  assert.deepEqual(found("I live in New York. I'm 34 years old and I work as a dental hygienist at a clinic."), [
    "city: New York",
    "age: 34",
    "job: dental hygienist",
  ]);
  assert.deepEqual(found("As a nurse, I see it daily. My husband cooks. I was born in Oslo."), [
    "job: nurse",
    "relationship: married",
    "birthplace: Oslo",
  ]);
  assert.deepEqual(found("I have a master's degree in history. I love long walks. I can't stand rain."), [
    "education: master's degree in history",
    "likes: long walks",
    "dislikes: rain",
  ]);
  assert.deepEqual(found("I used to live in Rome. We have two cats. I'm a vegetarian. I'm divorced."), [
    "city: Rome (past)",
    "pet: two cats",
    "diet: vegetarian",
    "relationship: divorced",
  ]);
});

test("nothing of others, questions, conditions, plans, or other languages", () => {
  for (const text of [
    "My sister is a nurse and lives in Oslo.",
    "Are you a nurse? Do I live in Rome?",
    "If I lived in Rome I would be a painter.",
    "I will move to Lisbon next year.",
    "She said I am 50 years old.",
    "I'm a big fan. I'm a night owl.",
    "Ich wohne in Berlin und bin Lehrer.",
    "",
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

test("each pair says where it stands", () => {
  const text = "Hello there.  I live in Rome. Bye.";
  const [pair] = pairsByWords(text);
  assert.equal(pair?.quote, "I live in Rome.");
  assert.equal(text.slice(...(pair?.span ?? [])), pair?.quote);
});
