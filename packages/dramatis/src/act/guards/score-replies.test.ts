import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreReplies } from "./score-replies.ts";
import { anaView, fakeScorer } from "./testing.ts";

const view = anaView(["I sail."], ["ben: Do you sail?"]);

test("a text that the model cannot score comes last and fails nothing; other errors are the caller's", async () => {
  const model = fakeScorer((continuation) => {
    if (continuation === "<sep>") throw new RangeError("nothing to score");
    if (continuation === "?") throw new Error("a bug");
    return { sum: -6, tokens: 2 };
  });
  const scores = await scoreReplies(model, { view, texts: ["Yes, I do.", "<sep>"] });
  assert.deepEqual(scores[0], { sum: -6, tokens: 2 });
  assert.ok((scores[1]?.sum ?? 0) < -6);
  await assert.rejects(scoreReplies(model, { view, texts: ["?"] }), /a bug/);
});
