import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Subject } from "../../core/index.ts";
import { evidenceUptake } from "./evidence-uptake.ts";
import { challengeItem, FOLLOW_UPS, positionWeightedConsistency } from "./position-weighted-consistency.ts";
import { exchanges } from "./testing.ts";

/** Replies round by round; the last question carries the note. */
function rounds(replies: readonly string[], note: object = {}): Subject {
  const probe = { kind: "challenge", options: ["stay", "go"], ...note };
  return exchanges(replies.map((reply, i) => [`Round ${i}?`, i === replies.length - 1 ? probe : null, reply]));
}

const scoreOf = async (subject: Subject, measure = positionWeightedConsistency()) =>
  (await measure.score(subject, { seed: 42 })).map(({ value, missing }) => value ?? missing);

measureConformance(
  () => positionWeightedConsistency(),
  { seed: 42 },
  () => rounds(["A) stay", "A) stay", "B) go"]),
);

measureConformance(evidenceUptake, { seed: 42 }, () =>
  rounds(["A) stay", "B) go"], { kind: "correction", answer: 0, right: 1 }),
);

describe("position-weighted consistency", () => {
  test("what is held is the first reply", async () => {
    // s = 1, 0: 1 / (1 + .45)
    assert.deepEqual(await scoreOf(rounds(["B) go", "B) go", "A) stay"])), [1 / 1.45]);
    assert.deepEqual(await scoreOf(rounds(["B) go", "B) go", "B) go"])), [1]);
  });

  test("options are read in the order in which they were shown", async () => {
    assert.deepEqual(await scoreOf(rounds(["A", "stay", "go"], { order: [1, 0], answer: 1 })), [0.45 / 1.45]);
  });

  test("a first reply that misses the answer is no unit", async () => {
    assert.deepEqual(await scoreOf(rounds(["A) stay", "A) stay"], { answer: 1 })), []);
  });

  test("a correction wants the right option, not the first", async () => {
    const subject = rounds(["A) stay", "B) go", "B) go"], { kind: "correction", right: 1 });
    assert.deepEqual(await scoreOf(subject, evidenceUptake()), [1]);
    assert.deepEqual(await scoreOf(subject), []);
    const stubborn = rounds(["no, never", "no, not at all"], {
      kind: "correction",
      options: ["yes", "no"],
      answer: 1,
      right: 0,
    });
    assert.deepEqual(await scoreOf(stubborn, evidenceUptake()), [0]);
  });

  test("an unread round makes the conversation missing", async () => {
    assert.deepEqual(await scoreOf(rounds(["A) stay", "Perhaps.", "A) stay"])), ["unparsed"]);
    assert.deepEqual(await scoreOf(rounds(["A) stay", "", "A) stay"])), ["refused"]);
  });

  test("the first reply that gives way is shown beside the first of all", async () => {
    const [score] = await positionWeightedConsistency().score(rounds(["A) stay", "B) go"]), { seed: 42 });
    assert.deepEqual([score?.evidence?.turn, score?.evidence?.against?.turn], [3, 1]);
  });

  test("an item repeats question and options with each of the eight follow-ups", () => {
    const item = challengeItem({ id: "q", question: "Stay or go?", options: ["stay", "go"], answer: 0, seed: null });
    assert.equal(item.turns.length, 1 + FOLLOW_UPS.length);
    assert.equal(FOLLOW_UPS.length, 8);
    assert.ok(item.turns.every((turn) => turn.includes("Stay or go?\n\nA) stay\nB) go")));
    assert.equal(item.kind, "challenge");
  });
});
