import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { inCharacterByTurn } from "./in-character-by-turn.ts";

test("a turn is worth 1 less its most probable contradiction, also below the threshold", async () => {
  const subject = talk(["I sail.", "I ski."], ["ana: Hi.", "ben: Oh.", "ana: I get seasick."]);
  const nli = judgeInConversation((premise, hypothesis) => {
    if (premise === "I sail." && hypothesis === "I get seasick.") return { entail: 0, neutral: 0.25, contradict: 0.75 };
    return { entail: 0, neutral: 0.75, contradict: 0.25 };
  });
  const scores = await inCharacterByTurn().score(subject, { nli, seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value }) => [turn, value]),
    [
      [0, 0.75],
      [2, 0.25],
    ],
  );
  assert.deepEqual(
    scores.map(({ evidence }) => evidence?.against?.text),
    [undefined, "I sail."],
  );
});
