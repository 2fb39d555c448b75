import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEmbedder } from "../../model/testing.ts";
import { judgeInConversation, talk } from "../testing.ts";
import { questionAnswer } from "./question-answer.ts";

const subject = talk(
  ["I have two dogs.", "I am a nurse."],
  [
    "ben: Do you have dogs?",
    "ana: Two, yes.",
    "ana: They are old.", // a second reply to the same question is no second answer
    "ben: What a nurse! Are you a nurse?",
    "ana: No, a cook.",
    "ben: You have two dogs, I know.", // no question
    "ana: Two, yes.",
    "ben: Where is Paris?", // about no claim
    "ana: In France.",
    "ben: Do you have two dogs?",
    "ana: Guess.",
  ],
);
const nli = judgeInConversation((premise, hypothesis) => {
  if (premise === "Two, yes." && hypothesis === "I have two dogs.") return "entail";
  return premise === "No, a cook." && hypothesis === "I am a nurse." ? "contradict" : "neutral";
});

test("answers to questions about a claim agree, contradict or evade", async () => {
  const measure = questionAnswer();
  const scores = await measure.score(subject, { nli, embedder: fakeEmbedder(), seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value }) => [turn, value]),
    [
      [1, 1],
      [4, 0],
      [10, 0],
    ],
  );
  assert.deepEqual(
    scores.map(({ evidence }) => evidence?.verdict),
    ["entails", "contradicts", undefined],
  );
  assert.equal(scores[1]?.evidence?.against?.statement, "s1");
  assert.equal(measure.aggregate(scores).value, 1 / 3);
});

test("an entailment one way does not outweigh a contradiction the other way", async () => {
  const torn = judgeInConversation((premise) => (premise === "Two, yes." ? "entail" : "contradict"));
  const [first] = await questionAnswer().score(subject, { nli: torn, embedder: fakeEmbedder(), seed: 42 });
  assert.equal(first?.value, 0);
});
