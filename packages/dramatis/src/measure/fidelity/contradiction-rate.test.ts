import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeInConversation, talk } from "../testing.ts";
import { contradictionRate } from "./contradiction-rate.ts";

const subject = talk(
  ["I have two dogs.", "I live alone."],
  ["ben: Any pets?", "ana: I have no dogs.", "ben: Oh.", "ana: My wife has none.", "ana: Nice day."],
);
const nli = judgeInConversation((premise, hypothesis) => {
  const pair = [premise, hypothesis].sort().join(" ");
  if (pair === "I have no dogs. I have two dogs.") return { entail: 0.05, neutral: 0.05, contradict: 0.9 };
  // Only one direction contradicts: the worse one counts.
  if (premise === "My wife has none." && hypothesis === "I live alone.")
    return { entail: 0, neutral: 0.4, contradict: 0.6 };
  // Most probable, but below .5.
  if (pair === "I have two dogs. My wife has none.") return { entail: 0.3, neutral: 0.25, contradict: 0.45 };
  return "neutral";
});

test("the rate is over all pairs of a line and a claim", async () => {
  const measure = contradictionRate();
  const scores = await measure.score(subject, { nli, seed: 42 });
  assert.deepEqual(
    scores.map(({ value }) => value),
    [0.5, 0.5, 0],
  );
  assert.deepEqual(
    scores.map(({ turn, weight }) => [turn, weight]),
    [
      [1, 2],
      [3, 2],
      [4, 2],
    ],
  );
  const { value, n, direction } = measure.aggregate(scores);
  assert.equal(value, 2 / 6); // 2 of 3 lines × 2 claims
  assert.deepEqual([n, direction], [3, "lower"]);
});

test("the evidence is the strongest contradiction of the turn", async () => {
  const [first, second, third] = await contradictionRate().score(subject, { nli, seed: 42 });
  assert.deepEqual(first?.evidence, {
    session: "s1",
    turn: 1,
    quote: "I have no dogs.",
    against: { statement: "s0", text: "I have two dogs." },
    verdict: "contradicts",
    strength: 0.9,
  });
  assert.equal(second?.evidence?.strength, 0.6);
  assert.equal(third?.evidence, undefined);
});

test("pairs that could not be judged are in no mean; a turn without any is missing", async () => {
  const deaf = judgeInConversation((premise, hypothesis) =>
    [premise, hypothesis].some((text) => text.includes("alone") || text.includes("Nice")) ? null : "contradict",
  );
  const scores = await contradictionRate().score(subject, { nli: deaf, seed: 42 });
  assert.deepEqual(
    scores.map(({ value, weight, missing }) => [value, weight, missing]),
    [
      [1, 1, undefined],
      [1, 1, undefined],
      [null, undefined, "unparsed"],
    ],
  );
});

test("an empty turn counts as refused", async () => {
  const [score] = await contradictionRate().score(talk(["I sail."], ["ana: "]), { nli, seed: 42 });
  assert.deepEqual([score?.value, score?.missing], [null, "refused"]);
});

test("one call judges a whole conversation", async () => {
  const counted = judgeInConversation(() => "neutral");
  await contradictionRate().score(subject, { nli: counted, seed: 42 });
  assert.deepEqual(counted.calls, [12]); // 3 lines × 2 claims × 2 directions
});
