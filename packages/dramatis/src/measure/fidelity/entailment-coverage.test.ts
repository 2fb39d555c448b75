import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { entailmentCoverage } from "./entailment-coverage.ts";

const subject = talk(
  ["I have a dog.", "I live alone.", "I sail."],
  ["ana: My dog is old.", "ben: Oh.", "ana: My dog Rex is old.", "ana: Water is nice."],
);
const nli = judgeInConversation((premise, hypothesis) => {
  if (/^My dog/.test(premise) && hypothesis === "I have a dog.") {
    return premise.includes("Rex")
      ? { entail: 0.9, neutral: 0.1, contradict: 0 }
      : { entail: 0.7, neutral: 0.3, contradict: 0 };
  }
  // A claim that entails the line does not show the claim.
  return premise === "I sail." && hypothesis === "Water is nice." ? "entail" : "neutral";
});

test("each claim has the probability of the line that shows it best, which is the evidence", async () => {
  const measure = entailmentCoverage();
  const scores = await measure.score(subject, { nli, seed: 42 });
  assert.deepEqual(
    scores.map(({ value }) => Number(value?.toFixed(6))),
    [0.9, 0, 0],
  );
  const { strength = 0, ...evidence } = scores[0]?.evidence ?? {};
  assert.ok(Math.abs(strength - 0.9) < 1e-9);
  assert.deepEqual(evidence, {
    session: "s1",
    turn: 2,
    quote: "My dog Rex is old.",
    against: { statement: "s0", text: "I have a dog." },
    verdict: "entails",
  });
  // (.9 + 0 + 0) / 3
  assert.equal(Number(measure.aggregate(scores).value?.toFixed(6)), 0.3);
});

test("a line that may show a claim counts as far as it is probable, and is no evidence", async () => {
  const unsure = judgeInConversation((premise, hypothesis) =>
    premise === "Water is nice." && hypothesis === "I sail." ? { entail: 0.4, neutral: 0.6, contradict: 0 } : "neutral",
  );
  const scores = await entailmentCoverage().score(subject, { nli: unsure, seed: 42 });
  assert.deepEqual(
    scores.map(({ value }) => Number(value?.toFixed(6))),
    [0, 0, 0.4],
  );
  assert.ok(scores.every(({ evidence }) => evidence === undefined));
});

test("a claim that could be judged against no line is missing", async () => {
  const deaf = judgeInConversation((premise, hypothesis) =>
    [premise, hypothesis].includes("I sail.") ? null : "entail",
  );
  const scores = await entailmentCoverage().score(subject, { nli: deaf, seed: 42 });
  assert.deepEqual(
    scores.map(({ value, missing }) => missing ?? value),
    [1, 1, "unparsed"],
  );
});

test("the same claim twice is scored once", async () => {
  const twice = talk(["I sail.", " i  SAIL. "], ["ana: I sail."]);
  const scores = await entailmentCoverage().score(twice, { nli: judgeInConversation(() => "entail"), seed: 42 });
  assert.equal(scores.length, 1);
});
