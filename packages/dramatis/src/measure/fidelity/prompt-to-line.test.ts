import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { promptToLine } from "./prompt-to-line.ts";

test("a line counts where it contradicts no claim, however many there are", async () => {
  const subject = talk(
    ["I sail.", "I ski.", "I run."],
    ["ana: I hate sport.", "ben: Oh.", "ana: I am tired.", "ana: "],
  );
  const measure = promptToLine();
  const scores = await measure.score(subject, {
    nli: judgeInConversation((premise, hypothesis) =>
      [premise, hypothesis].includes("I hate sport.") ? "contradict" : "neutral",
    ),
    seed: 42,
  });
  assert.deepEqual(
    scores.map(({ value, missing }) => missing ?? value),
    [0, 1, "refused"],
  );
  assert.equal(scores[0]?.evidence?.verdict, "contradicts");
  const { value, n, missing } = measure.aggregate(scores);
  assert.deepEqual([value, n, missing.refused], [0.5, 2, 1]); // one of the two lines that were said
});
