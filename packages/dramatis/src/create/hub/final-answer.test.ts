import assert from "node:assert/strict";
import { test } from "node:test";
import { finalAnswer, isSameAnswer, keepsResult } from "./final-answer.ts";

test("what a worked answer comes to", () => {
  assert.equal(finalAnswer("48 / 2 = 24\n48 + 24 = 72\n#### 72"), "72");
  assert.equal(finalAnswer("so \\boxed{1}, or rather \\boxed{\\frac{1}{2}}."), "\\frac{1}{2}");
  assert.equal(finalAnswer("Then they have nine. The answer is: $18$."), "18");
  assert.equal(finalAnswer("Bees sleep at night."), null);
  assert.equal(finalAnswer("\\boxed{never closed"), null);
});

test("the same number however it is written, or the same words", () => {
  for (const [one, other] of [
    ["$1,200.", "1200.0"],
    ["\\frac{1}{2}", "0.5"],
    ["1/4", ".25"],
    ["\\text{Tuesday}", "tuesday."],
    ["x + 1", "x+1"],
  ] as const) {
    assert.ok(isSameAnswer(one, other), `${one} ${other}`);
  }
  for (const [one, other] of [
    ["12", "13"],
    ["1/0", "0"],
    ["12", "12 cm"],
    ["A", "B"],
  ] as const) {
    assert.ok(!isSameAnswer(one, other), `${one} ${other}`);
  }
});

test("a rewritten answer keeps code and result", () => {
  assert.ok(keepsResult("#### 72", "Bless me, that makes 72!"));
  assert.ok(!keepsResult("#### 72", "Bless me, that makes 721."));
  assert.ok(!keepsResult("The answer is 4.", "The answer is 5."));
  assert.ok(keepsResult("Bees sleep at night.", "My dear, they sleep."));
  const code = "Use this:\n```ts\nlet a = 1;\n```\nDone.";
  assert.ok(keepsResult(code, code.replace("Use this", "Ahoy, take this")));
  assert.ok(!keepsResult(code, code.replace("= 1", "= 2")));
  assert.ok(!keepsResult(code, "Ahoy!"));
});
