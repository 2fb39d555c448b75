import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Subject, SuiteItem } from "../core/index.ts";
import { choiceItem, choicesOf, placeBias, readChoice } from "./choice-answer.ts";

const OPTIONS = ["Yes", "No", "There's not enough information to answer this question."];

test("a letter, a named letter or an option's text is read, whatever stands around it", () => {
  const read: [string, number | null][] = [
    ["A", 0],
    ["b", 1],
    ["(C).", 2],
    ["**B**", 1],
    ["B) No", 1],
    ["B) No, I would never do that.", 1],
    ["The answer is C.", 2],
    ["My choice: a", 0],
    ["yes", 0],
    ["Yes, I do believe so.", 0],
    ["There’s not enough information to answer this question", 2],
  ];
  for (const [text, expected] of read) assert.equal(readChoice(text, OPTIONS), expected, text);
});

test("what weighs several, names none or one that is not there, is missing", () => {
  for (const text of [
    "",
    "D",
    "A) or B)",
    "A) Yes, though B) has something for it",
    "Yes and no",
    "The answer is A; no, the answer is B",
    "I should think so.",
    "Yesterday I went out.",
    "A thing I would rather not say",
    "不知道",
  ])
    assert.equal(readChoice(text, OPTIONS), null, text);
});

test("the longer of two options that begin alike is meant; equal options cannot be told apart", () => {
  assert.equal(readChoice("Yes, often", ["Yes", "Yes, often", "No"]), 1);
  assert.equal(readChoice("Yes, often, to be sure", ["Yes", "Yes, often", "No"]), 1);
  assert.equal(readChoice("Yes", ["Yes", "yes."]), null);
});

function asked(item: SuiteItem, reply: string): Subject {
  const probe = { kind: item.kind, item: item.id, ...item.asks };
  return {
    persona: { schema: "dramatis.persona/1", name: "Ana" },
    personaVersion: "v",
    speaker: "ana",
    transcript: {
      session: item.id,
      messages: [
        { session: item.id, turn: 0, speaker: "user", text: item.turns[0] as string, evidence: { probe } },
        { session: item.id, turn: 1, speaker: "ana", text: reply },
      ],
    },
  };
}

test("the order is turned back: whoever names the letter beside the right text is right, whatever the seed", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.integer({ min: 0, max: 2 }), (seed, id, answer) => {
      const item = choiceItem({ id, question: "Well?", options: OPTIONS, answer, seed });
      const line = (item.turns[0] as string).split("\n").find((text) => text.endsWith(`) ${OPTIONS[answer]}`));
      const [choice] = choicesOf(asked(item, line?.[0] ?? ""));
      assert.equal(choice?.chosen, answer);
      assert.deepEqual(item, choiceItem({ id, question: "Well?", options: OPTIONS, answer, seed }));
    }),
    { seed: 1, numRuns: 60 },
  );
});

test("a note that is no question is passed over; options and answer must fit", () => {
  const item = choiceItem({ id: "q", question: "Well?", options: OPTIONS, answer: 0 });
  assert.deepEqual(choicesOf(asked({ ...item, asks: { options: OPTIONS, order: [0, 0, 1], answer: 0 } }, "A")), []);
  assert.deepEqual(choicesOf(asked({ ...item, asks: { options: "Yes" } }, "A")), []);
  assert.throws(() => choiceItem({ id: "q", question: "", options: ["Yes"], answer: 0 }), RangeError);
  assert.throws(() => choiceItem({ id: "q", question: "", options: OPTIONS, answer: 3 }), RangeError);
});

test("who always says A is biased to the first place", () => {
  // Right at A once in two; A chosen twice of two: 1 − 1/2. B: 0 − 1/2. C: 0.
  const choices = [0, 1].flatMap((answer) =>
    choicesOf(asked(choiceItem({ id: `q${answer}`, question: "Well?", options: OPTIONS, answer, seed: null }), "A")),
  );
  assert.deepEqual(placeBias(choices), [0.5, -0.5, 0]);
  assert.equal(placeBias([]), null);
});
