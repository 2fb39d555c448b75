import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { guardConformance } from "../../core/conformance/guard.ts";
import { anaView, candidatesOf, fakeScorer } from "../guards/testing.ts";
import { contrast, supportContrast } from "./support-contrast.ts";

/** Whoever knows of the dogs finds talk of dogs likely; nobody else does. */
const model = fakeScorer((continuation, system) => {
  const tokens = continuation.split(/\s+/).length;
  const isLikely = /dogs/.test(continuation) && /dogs/.test(system);
  return { sum: tokens * (isLikely ? -1 : -1.04), tokens };
});
const view = anaView(["I have two dogs."], ["ben: Any pets?"]);

test("the worked example", () => {
  // 1.075 · 2 − .075 · 1 = 2.075; 1.075 · 1 − .075 · 1.5 = .9625
  assert.deepEqual(
    contrast([2, 1], [1, 1.5], 0.075).map((value) => Number(value.toFixed(6))),
    [2.075, 0.9625],
  );
  assert.deepEqual(contrast([], []), []);
});

describe("support-contrast", () => {
  guardConformance(async () => supportContrast({ model }), view);

  test("takes what the persona makes more probable", async () => {
    const { index, reasons } = await supportContrast({ model }).choose(
      candidatesOf(["No pets.", "Two dogs.", " "]),
      view,
    );
    assert.equal(index, 1);
    // 1.075 · −1 + .075 · 1.04
    assert.equal(reasons[1], "-0.997 with the persona against without");
    assert.equal(reasons[2], "no words");
  });

  test("without a model that scores it says how to get one", async () => {
    await assert.rejects(supportContrast().choose([{ text: "Hi." }], view), {
      code: "unsupported",
      message: /logprobs/,
    });
  });
});
