import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fakeNli } from "../../model/testing.ts";
import { cosinesTo, simoap } from "./simoap.ts";
import { anaView, candidatesOf } from "./testing.ts";

describe("nearness", () => {
  test("is the cosine by TF-IDF without words of one letter", () => {
    // N = 3: like and dogs are in two, ln(4/3) + 1 = 1.28768; the others in one, ln(4/2) + 1 = 1.69315.
    // 2 · 1.28768² / (√(2 · 1.69315² + 2 · 1.28768²) · √(1.69315² + 2 · 1.28768²)) = 3.31625 / (3.00828 · 2.48656)
    const [like, sky] = cosinesTo("do you like dogs", ["i like my dogs", "the sky is blue today"]);
    assert.equal(like?.toFixed(4), "0.4433");
    assert.equal(sky, 0);
  });

  test("is 0 without words", () => {
    assert.deepEqual(cosinesTo("", ["dogs"]), [0]);
    assert.deepEqual(cosinesTo("dogs", ["", "!"]), [0, 0]);
  });
});

describe("the guard", () => {
  const entailed: Record<string, number> = { "I like my dogs.": 0.6, "The sky is blue.": 0.9, "You like dogs?": 0.2 };
  const nli = fakeNli((premise, hypothesis) => {
    const entail = premise === "I have two dogs." ? (entailed[hypothesis] ?? 0) : 0.1;
    return { entail, neutral: 1 - entail, contradict: 0 };
  });
  const view = anaView(["I sail.", "I have two dogs."], ["ben: Do you like dogs?"]);
  const texts = ["The sky is blue.", "You like dogs?", "I like my dogs.", "I like my dogs. "];

  test("of those nearest to the question, the one that the persona entails most", async () => {
    const { index, reasons } = await simoap({ nli, keep: 2 }).choose(candidatesOf(texts), view);
    assert.equal(index, 2);
    assert.match(reasons[0] ?? "", /^not among the 2 nearest: cosine 0$/);
    assert.match(reasons[1] ?? "", /^entailed 0\.2, cosine 0\.\d+$/);
    assert.equal(reasons[3], "the same words as an earlier one");
  });

  test("with room for all of them the persona alone decides", async () => {
    assert.equal((await simoap({ nli }).choose(candidatesOf(texts), view)).index, 0);
  });

  test("equal entailment: the nearer one", async () => {
    const { index } = await simoap({ nli }).choose(candidatesOf(["It rains.", "Dogs, you say."]), view);
    assert.equal(index, 1);
  });
});
