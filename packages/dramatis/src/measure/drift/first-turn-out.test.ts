import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { firstTurnOut } from "./first-turn-out.ts";

const nli = judgeInConversation((premise, hypothesis) =>
  [premise, hypothesis].some((text) => text.includes("never")) ? "contradict" : "neutral",
);
const score = (lines: string[]) => firstTurnOut().score(talk(["I sail."], lines), { nli, seed: 42 });

test("the speaker's own turns before the first contradiction are counted", async () => {
  const scores = await score(["ana: Hi.", "ben: never", "ana: Sun!", "ana: I never sail.", "ana: never"]);
  assert.deepEqual(
    scores.map(({ value, cluster }) => [value, cluster]),
    [[2, "s1"]],
  );
  assert.equal(scores[0]?.evidence?.turn, 3);
});

test("a session that never leaves counts all its turns", async () => {
  const scores = await score(["ana: Hi.", "ben: Oh.", "ana: Sun!"]);
  assert.deepEqual(scores, [{ cluster: "s1", value: 2 }]);
});

test("a session of which nothing could be judged is missing", async () => {
  assert.deepEqual(await score(["ana: ", "ana: "]), [{ cluster: "s1", value: null, missing: "refused" }]);
});

test("the mean is restricted to the length of the conversations", () => {
  const { value, unit } = firstTurnOut().aggregate([
    { cluster: "a", value: 2 }, // left after 2
    { cluster: "b", value: 7 }, // cut off at 7
  ]);
  assert.deepEqual([value, unit], [4.5, "turns"]);
});
