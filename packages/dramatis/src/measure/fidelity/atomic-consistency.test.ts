import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { atomicConsistency } from "./atomic-consistency.ts";

const nli = judgeInConversation((premise, hypothesis) => {
  const pair = [premise, hypothesis].join(" ");
  return pair.includes("no boat") ? "contradict" : pair.includes("my boat") ? "entail" : "neutral";
});

test("clauses that pull apart cost consistency, alike ones in or out of character do not", async () => {
  const lines = [
    "ana: I love my boat. I have no boat.", // 5 and 1: σ = 2, 1 − 2/2
    "ana: I love my boat. It is my boat. I have no boat.", // 5, 5, 1: σ = √(32/9) = 1.885618
    "ana: I have no boat. I want no boat.", // 1 and 1
    "ana: I love my boat. It rains.", // one revealing clause: no unit
    "ana: ",
    "ana: 🙂",
  ];
  const measure = atomicConsistency();
  const scores = await measure.score(talk(["I have a boat."], lines), { nli, seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value, missing }) => [turn, missing ?? Number(value?.toFixed(6))]),
    [
      [0, 0],
      [1, 0.057191],
      [2, 1],
      [4, "refused"],
      [5, "unparsed"],
    ],
  );
  assert.deepEqual(
    scores.map(({ evidence }) => evidence?.quote),
    ["I have no boat.", "I have no boat.", undefined, undefined, undefined],
  );
  assert.equal(scores[0]?.evidence?.verdict, "contradicts");
});
