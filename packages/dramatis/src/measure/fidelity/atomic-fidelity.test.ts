import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { atomicFidelity } from "./atomic-fidelity.ts";

const subject = talk(
  ["I have two dogs.", "I live alone."],
  [
    "ana: I have two dogs, and my wife walks them. It rains. They are my dogs.", // in, out, nothing, in
    "ben: Oh.",
    "ana: It rains.", // reveals nothing: no unit
    "ana: They are my dogs.", // in
    "ana: ",
  ],
);
const nli = judgeInConversation((premise, hypothesis) => {
  const pair = [premise, hypothesis].join(" ");
  if (pair.includes("my wife walks them.") && pair.includes("alone"))
    return { entail: 0, neutral: 0.3, contradict: 0.7 };
  return /dogs\.? /.test(pair) && /two dogs\.$/.test(hypothesis)
    ? { entail: 0.9, neutral: 0.1, contradict: 0 }
    : "neutral";
});

test("the out-of-character clause is found inside the long reply", async () => {
  const measure = atomicFidelity();
  const scores = await measure.score(subject, { nli, seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value }) => [turn, value]),
    [
      [0, 2 / 3],
      [3, 1],
      [4, null],
    ],
  );
  assert.deepEqual(scores[0]?.evidence, {
    session: "s1",
    turn: 0,
    quote: "my wife walks them.",
    against: { statement: "s1", text: "I live alone." },
    verdict: "contradicts",
    strength: 0.7,
  });
  assert.equal(scores[1]?.evidence?.verdict, "entails");
  const { value, n, missing } = measure.aggregate(scores);
  assert.deepEqual([value, n, missing.refused], [(2 / 3 + 1) / 2, 2, 1]);
});
