import assert from "node:assert/strict";
import { test } from "node:test";
import { confidence, confidenceAware } from "./confidence-aware.ts";
import { anaView, candidatesOf, fakeScorer } from "./testing.ts";

test("confidence is the mean probability of a token in percent", () => {
  // exp((−.05 − .20 − .10) / 3) · 100 = exp(−.11667) · 100
  assert.equal(confidence((-0.05 - 0.2 - 0.1) / 3), 88.99);
  assert.equal(confidence(0), 100);
});

test("own turns stand with their confidence, and the most probable candidate after them is taken", async () => {
  const asked: { continuation: string; history: string[] }[] = [];
  const model = fakeScorer((continuation, _, messages) => {
    const history = messages.slice(1).map(({ content }) => content);
    asked.push({ continuation, history });
    if (continuation === "I sail.") return { sum: -0.35, tokens: 3 };
    return continuation === "Yes." ? { sum: -0.2, tokens: 2 } : { sum: -4, tokens: 2 };
  });
  const view = anaView(["I sail."], ["ben: What do you do?", "ana: I sail.", "ben: Are you sure?"]);
  const { index, reasons } = await confidenceAware({ model }).choose(candidatesOf(["No.", "Yes."]), view);
  assert.equal(index, 1);
  // exp(−2) and exp(−.1)
  assert.deepEqual(reasons, ["confidence 13.53", "confidence 90.48"]);
  const marked = ["What do you do?", "I sail. (confidence 88.99)", "Are you sure?"];
  assert.deepEqual(asked, [
    { continuation: "I sail.", history: ["What do you do?"] },
    { continuation: "No.", history: marked },
    { continuation: "Yes.", history: marked },
  ]);
});

test("only the last own turns are marked", async () => {
  const asked: string[] = [];
  const model = fakeScorer((continuation) => {
    asked.push(continuation);
    return { sum: -1, tokens: 1 };
  });
  const view = anaView([], ["ana: One.", "ben: Hm.", "ana: Two.", "ben: Hm.", "ana: Three.", "ben: Hm."]);
  await confidenceAware({ model, turns: 2 }).choose([{ text: "Four." }], view);
  assert.deepEqual(asked, ["Two.", "Three.", "Four."]);
});
