import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { lineToLine } from "./line-to-line.ts";

const subject = talk([], ["ana: I am single.", "ben: I am married.", "ana: I sail.", "ana: My husband cooks."]);
const nli = judgeInConversation((premise, hypothesis) =>
  premise === "My husband cooks." && hypothesis === "I am single."
    ? { entail: 0, neutral: 0.2, contradict: 0.8 }
    : "neutral",
);

test("lines after the first are held against the speaker's earlier lines, not against the partner's", async () => {
  const measure = lineToLine();
  const scores = await measure.score(subject, { nli, seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value }) => [turn, value]),
    [
      [2, 1],
      [3, 0],
    ],
  );
  const { strength = 0, ...evidence } = scores[1]?.evidence ?? {};
  assert.ok(Math.abs(strength - 0.8) < 1e-9);
  assert.deepEqual(evidence, {
    session: "s1",
    turn: 3,
    quote: "My husband cooks.",
    against: { turn: 0, text: "I am single." },
    verdict: "contradicts",
  });
  assert.equal(measure.aggregate(scores).value, 0.5);
});

test("only the nearest lines of the history are asked about", async () => {
  const counted = judgeInConversation(() => "neutral");
  await lineToLine({ history: 1 }).score(subject, { nli: counted, seed: 42 });
  assert.deepEqual(counted.calls, [4]); // lines 2 and 3, one earlier line each, both ways
});

test("a single line has nothing to contradict", async () => {
  assert.deepEqual(await lineToLine().score(talk([], ["ana: Hi."]), { nli, seed: 42 }), []);
});

test("a line weighs as much as the share of earlier lines that it could be judged against", async () => {
  const lines = ["ana: One.", "ana: Two.", "ana: Three.", "ana: ", "ana: 🙂"];
  const some = judgeInConversation((premise, hypothesis) => {
    if ([premise, hypothesis].includes("🙂")) return null;
    if ([premise, hypothesis].toSorted().join(" ") === "One. Three.") return null;
    return [premise, hypothesis].includes("Three.") ? "contradict" : "neutral";
  });
  const measure = lineToLine();
  const scores = await measure.score(talk([], lines), { nli: some, seed: 42 });
  assert.deepEqual(
    scores.map(({ turn, value, weight, missing }) => [turn, missing ?? value, weight]),
    [
      [1, 1, 1],
      [2, 0, 0.5],
      [3, "refused", undefined],
      [4, "unparsed", undefined],
    ],
  );
  assert.equal(measure.aggregate(scores).value, 1 / 1.5);
});
