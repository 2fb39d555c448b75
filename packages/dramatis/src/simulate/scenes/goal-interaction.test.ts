import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import { sceneWorld } from "../world/scene-world.ts";
import { goalInteraction } from "./goal-interaction.ts";
import { RELATIONSHIPS } from "./seen-profile.ts";
import { assertCaused, assertPrivate, assertResumes, castOf, type Prompted, playedOut, ruled } from "./testing.ts";

const start = (data: Record<string, unknown> = {}) =>
  sceneWorld({
    place: { description: "A quay." },
    agents: [
      { name: "Ada", goal: "GOAL-OF-ADA", secret: "SECRET-OF-ADA" },
      { name: "Bo", goal: "GOAL-OF-BO", secret: "SECRET-OF-BO" },
    ],
    data,
  });

const say = (argument: string) => ({ action: "speak", argument });

/** Gives its acts in order, the last one again and again; the step is read off the log, so that it holds no state. */
const acting = (name: string, acts: readonly (string | object)[], asked: Prompted[] = []) =>
  ruled(name, (prompt) => acts[Math.min(prompt.split(`"${name}`).length - 1, acts.length - 1)] ?? "", {
    asked,
    persona: { summary: `SUMMARY-OF-${name}`, statements: [{ id: "s0", text: `I keep STATEMENT-OF-${name}.` }] },
  });

const lines = (name: string) => Array.from({ length: 20 }, (_, i) => say(`${name} says ${i}.`));

const scene = (ada: readonly (string | object)[], bo: readonly (string | object)[], asked: Prompted[] = []) =>
  goalInteraction({ players: castOf(acting("Ada", ada, asked), acting("Bo", bo, asked)) });

describe("goal-interaction", () => {
  engineConformance(async () => ({ engine: scene(lines("Ada"), lines("Bo")), world: start() }));

  test("twenty turns, one after the other; goals and secrets are their owner's", async () => {
    const asked: Prompted[] = [];
    const world = await playedOut(scene(lines("Ada"), lines("Bo"), asked), start());
    assert.deepEqual([world.events.length, world.data.over], [20, "20 turns"]);
    assert.ok(world.events.every(({ actor }, i) => actor === (i % 2 === 0 ? "Ada" : "Bo")));
    for (const own of ["GOAL-OF-", "SECRET-OF-"]) {
      assertPrivate(asked, `${own}ADA`, "Ada");
      assertPrivate(asked, `${own}BO`, "Bo");
    }
    assertCaused(world);
    await assertResumes(() => scene(lines("Ada"), lines("Bo")), start());
  });

  test("two turns in a row without anything new end it; a repeated line is nothing new, another's turn is", async () => {
    const none = { action: "none", argument: "" };
    const idle = await playedOut(scene([say("Well."), none], [none]), start());
    assert.deepEqual([idle.step, idle.data.over], [3, "nothing new in 2 turns"]);
    const repeating = await playedOut(scene([say("No.")], [say("Yes.")]), start());
    assert.equal(repeating.step, 4);
    const lively = await playedOut(scene(lines("Ada"), [none]), start());
    assert.equal(lively.step, 20);
  });

  test("actions, gestures and leaving are told as what they are", async () => {
    const acts = [
      { action: "non-verbal", argument: "nods" },
      { action: "action", argument: "unties the boat" },
    ];
    const world = await playedOut(scene(acts, [say("Hm."), { action: "leave", argument: "" }]), start());
    assert.deepEqual(
      world.events.map(({ kind, text, data }) => [kind, text, data?.action]),
      [
        ["action", "nods", "non-verbal"],
        ["speech", "Hm.", "speak"],
        ["action", "unties the boat", "action"],
        ["leave", "goes", undefined],
      ],
    );
    assert.equal(world.data.over, "fewer than two are left");
    assert.equal(world.agents[1]?.present, false);
  });

  test("the relationship decides what is told of the other", async () => {
    for (const relationship of RELATIONSHIPS) {
      const asked: Prompted[] = [];
      await scene(lines("Ada"), lines("Bo"), asked).step(start({ relationship }));
      const prompt = asked[0]?.prompt ?? "";
      const near = ["friend", "partner", "family"].includes(relationship);
      assert.equal(prompt.includes("SUMMARY-OF-Bo"), near || relationship === "acquaintance", relationship);
      assert.equal(prompt.includes("STATEMENT-OF-Bo"), near, relationship);
    }
    await assert.rejects(scene([], []).step(start({ relationship: "enemy" })), /invalid world; data.relationship/);
  });

  test("an answer that cannot be read is no action, and is counted", async () => {
    const world = await playedOut(scene(["I would like to sell."], [{ action: "dance", argument: "" }]), start());
    assert.deepEqual(world.data.tally, { action: { asked: 2, missing: 2 } });
    assert.deepEqual(
      world.events.map(({ kind, text, to, data }) => [kind, text, to, data]),
      [
        ["choice", "none", [], { isRead: false }],
        ["choice", "none", [], { isRead: false }],
      ],
    );
    assert.equal(world.data.over, "nothing new in 2 turns");
  });
});
