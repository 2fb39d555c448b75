import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { happened, left, type SceneWorld, sceneWorld, stepped } from "./scene-world.ts";
import { afterSteps, anyOf, deserted, saidEnd, stale } from "./stop.ts";

function said(...lines: string[]): SceneWorld {
  return lines.reduce(
    (world, text, i) => stepped(happened(world, { actor: i % 2 === 0 ? "Ada" : "Bo", kind: "speech", text })),
    sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }] }),
  );
}

describe("stops", () => {
  test("after so many steps", () => {
    assert.equal(afterSteps(2)({ step: 1 }), null);
    assert.equal(afterSteps(2)({ step: 2 }), "no more than 2 steps");
  });

  test("when fewer than two are left", () => {
    assert.equal(deserted()(said()), null);
    assert.equal(deserted()(left(said(), "Bo", { text: "Bye." })), "fewer than two are left");
  });

  test("stale: an agent that always refuses ends the scene as soon as both repeat themselves", () => {
    // Lines 3 and 4 repeat 1 and 2, letter case and marks aside; line 3 alone is not two turns.
    assert.equal(stale(2)(said("No.", "Please?", "no!")), null);
    assert.equal(stale(2)(said("No.", "Please?", "no!", "please")), "nothing new in 2 turns");
    assert.equal(stale(2)(said("No.", "Please?", "no!", "Then I go.")), null);
    assert.equal(stale(2)(said("No.", "No.")), null);
    assert.equal(stale(1)(said("No.", "No.")), "nothing new in 1 turns");
  });

  test("when somebody says the word, at the end of a line", () => {
    assert.equal(saidEnd("END")(said("END it is", "no")), null);
    assert.equal(saidEnd("END")(said("Well.", "So be it. END ")), "Bo said END");
  });

  test("the first reason of several, or none", () => {
    assert.equal(anyOf(afterSteps(9), saidEnd("END"))(said("END")), "Ada said END");
    assert.equal(anyOf(afterSteps(9), saidEnd("END"))(said("Hm.")), null);
  });
});
