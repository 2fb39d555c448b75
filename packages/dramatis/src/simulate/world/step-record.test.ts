import assert from "node:assert/strict";
import { test } from "node:test";
import { happened, type SceneWorld, sceneWorld, stepped } from "./scene-world.ts";
import { stepRecord, withRecord } from "./step-record.ts";

interface Played extends SceneWorld {
  rounds: readonly { move: number }[];
  open: readonly string[];
}

test("a list that grew is recorded by what it got, and made whole again", () => {
  const first: Played = { ...sceneWorld({ agents: [{ name: "Ada" }] }), rounds: [{ move: 0 }], open: ["a", "b"] };
  const spoken = happened(first, { actor: "Ada", kind: "speech", text: "One." });
  const second: Played = { ...first, ...stepped(spoken), rounds: [...first.rounds, { move: 1 }], open: ["b"] };
  const record = stepRecord(first, second);
  assert.deepEqual(record.added, { rounds: [{ move: 1 }] });
  assert.deepEqual(record.changes, { open: ["b"] });
  assert.deepEqual(withRecord(first, JSON.parse(JSON.stringify(record))), second);
});

test("nothing is added where nothing grew", () => {
  const world = sceneWorld({ agents: [{ name: "Ada" }] });
  assert.deepEqual(Object.keys(stepRecord(world, stepped(world))).sort(), ["done", "events", "step"]);
});
