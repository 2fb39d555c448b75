import assert from "node:assert/strict";
import { test } from "node:test";
import { inConversation } from "./base-rates.ts";

test("an even verdict becomes the base rates, a certain one stays", () => {
  const third = 1 / 3;
  const even = inConversation({ entail: third, neutral: third, contradict: third });
  for (const [label, rate] of [
    ["entail", 0.07],
    ["neutral", 0.91],
    ["contradict", 0.02],
  ] as const) {
    assert.ok(Math.abs(even[label] - rate) < 1e-12);
  }
  assert.deepEqual(inConversation({ entail: 0, neutral: 0, contradict: 1 }), { entail: 0, neutral: 0, contradict: 1 });
});

test("the odds of two labels change by the odds of their rates", () => {
  // .9 against .1 is 9; .02 against .91 makes it 9 * 2/91 = 18/91, that is 18/109 and 91/109.
  const { neutral, contradict } = inConversation({ entail: 0, neutral: 0.1, contradict: 0.9 });
  assert.ok(Math.abs(contradict - 18 / 109) < 1e-12 && Math.abs(neutral - 91 / 109) < 1e-12);
});
