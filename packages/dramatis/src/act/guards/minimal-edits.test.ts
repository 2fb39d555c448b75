import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fakeNli, replying } from "../../model/testing.ts";
import { minimalEdits } from "./minimal-edits.ts";
import { anaView, candidatesOf } from "./testing.ts";

const nli = fakeNli((premise, hypothesis) =>
  /vegan/.test(premise) && /meat|bacon/.test(hypothesis) ? "contradict" : "neutral",
);
const view = anaView(["I am vegan."], ["ben: Lunch?"]);

describe("minimal-edits", () => {
  test("only the sentence that contradicts changes", async () => {
    // i, nice, weather of i love meat nice weather stand: 3 of 5.
    const { text, reasons } = await minimalEdits({ nli }).choose(candidatesOf(["I love meat.\nNice weather!"]), view);
    assert.equal(text, "I am vegan.\nNice weather!");
    assert.equal(reasons[0], "1 of its sentences contradict; edited, 0.6 of its words stand");
  });

  test("a reply without such a sentence is said as it is, and no other is looked at", async () => {
    const { index, text, reasons } = await minimalEdits({ nli }).choose(
      candidatesOf(["Nice weather!", "Salad."]),
      view,
    );
    assert.deepEqual([index, text], [0, "Nice weather!"]);
    assert.equal(reasons[1], "not looked at");
  });

  test("an edit that leaves too little gives way to the next candidate; else the least contradicting is said", async () => {
    const next = await minimalEdits({ nli }).choose(candidatesOf(["I eat meat.", "Salad for me."]), view);
    assert.deepEqual([next.index, next.text], [1, "Salad for me."]);
    const none = await minimalEdits({ nli }).choose(candidatesOf(["I eat meat.", "I eat bacon."]), view);
    assert.deepEqual([none.index, none.text], [0, "I eat meat."]);
    assert.equal(none.reasons[1], "1 of its sentences contradict, no edit is good; contradiction 1");
  });

  test("a model is shown the contradicting sentence alone, and its words are put in its place", async () => {
    const model = replying('{"sentences": ["I love tofu."]}');
    const { text } = await minimalEdits({ nli, model }).choose(candidatesOf(["Nice weather! I love meat."]), view);
    assert.equal(text, "Nice weather! I love tofu.");
    assert.equal(model.asked[0]?.messages[1]?.content, '[{"sentence":"I love meat.","fact":"I am vegan."}]');
  });

  test("what a model writes is not believed: it must agree, and be as many sentences as were asked for", async () => {
    for (const reply of ['{"sentences": ["I love bacon."]}', '{"sentences": ["Tofu.", "I am Bill."]}', "Tofu."]) {
      const model = replying(reply);
      const { text } = await minimalEdits({ nli, model }).choose(candidatesOf(["Nice weather! I love meat."]), view);
      assert.equal(text, "Nice weather! I love meat.", reply);
    }
  });
});
