import assert from "node:assert/strict";
import { test } from "node:test";
import { f1Of, macroF1 } from "./macro-f1.ts";

test("F1 of a class is twice the right ones over predicted and actual; the macro mean takes classes alike", () => {
  const pairs = [
    { predicted: "click", gold: "click" },
    { predicted: "click", gold: "click" },
    { predicted: "click", gold: "input" },
    { predicted: "scroll", gold: "input" },
    { predicted: "input", gold: "input" },
  ];
  // click 2·2/(3+2) = .8; input 2·1/(1+3) = .5; scroll 0/(1+0) = 0.
  assert.deepEqual([f1Of(pairs, "click"), f1Of(pairs, "input"), f1Of(pairs, "scroll")], [0.8, 0.5, 0]);
  assert.ok(Math.abs((macroF1(pairs) as number) - 1.3 / 3) < 1e-12);
});

test("a class that is nowhere, and no pairs, have none", () => {
  assert.equal(f1Of([{ predicted: true, gold: true }], false), null);
  assert.equal(macroF1([]), null);
});
