import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fakeNli } from "../../model/testing.ts";
import { editToAgree, unchangedShare } from "./edit-to-agree.ts";

const nli = fakeNli((_, hypothesis) => (/meat|bacon/i.test(hypothesis) ? "contradict" : "neutral"));
const edit = async (text: string, premises = ["I am vegan."]): Promise<string | undefined> =>
  (await editToAgree(nli, { text, premises }))?.text;

describe("an edit", () => {
  test("changes the sentence that contradicts, and nothing else", async () => {
    // I, nice and weather of i love meat nice weather: 3/5.
    const found = await editToAgree(nli, { text: "I love meat.\nNice weather!", premises: ["I am vegan."] });
    assert.deepEqual(found, { text: "I am vegan.\nNice weather!", unchanged: 0.6 });
  });

  test("says a premise once, and leaves questions alone", async () => {
    assert.equal(await edit("I love meat. I eat bacon. Do you like meat?"), "I am vegan. Do you like meat?");
  });

  test("takes the sentence out where the premise is about somebody", async () => {
    assert.equal(await edit("Hello! I love meat.", ["Ana is vegan."]), "Hello!");
    assert.equal(await edit("I love meat.", ["Ana is vegan."]), undefined);
  });

  test("is none where no sentence contradicts by itself, or there is nothing to agree with", async () => {
    assert.equal(await edit("Nice weather!"), undefined);
    assert.equal(await edit("I love meat.", []), undefined);
    assert.equal(await edit("Do you eat meat?"), undefined);
    assert.equal(await edit(""), undefined);
  });
});

test("what stays is counted in words, in order, case aside", () => {
  assert.equal(unchangedShare("a b c d", "A x c D"), 0.75);
  assert.equal(unchangedShare("a b", "b a"), 0.5);
  assert.equal(unchangedShare("...", "a"), 1);
});
