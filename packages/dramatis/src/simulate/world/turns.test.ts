import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { happened, left, type SceneWorld, sceneWorld, stepped } from "./scene-world.ts";
import { addressed, atRandom, inOrder } from "./turns.ts";

const three = (seed = 0): SceneWorld => sceneWorld({ seed, agents: ["Ada", "Bo", "Cy"].map((name) => ({ name })) });
const say = (world: SceneWorld, actor: string, text = "Hm."): SceneWorld =>
  stepped(happened(world, { actor, kind: "speech", text }));

describe("who has the next turn", () => {
  test("in order, round and round, those who left skipped; a narrator in between changes nothing", () => {
    const turn = inOrder();
    assert.equal(turn(three()), "Ada");
    assert.equal(turn(say(three(), "Ada")), "Bo");
    assert.equal(turn(say(three(), "Cy")), "Ada");
    assert.equal(turn(say(say(three(), "Ada"), "narrator")), "Bo");
    const without = left(say(three(), "Ada"), "Bo", { text: "" });
    assert.equal(turn(without), "Cy");
    const empty = ["Ada", "Bo", "Cy"].reduce((world, name) => left(world, name, { text: "" }), three());
    assert.equal(turn(empty), null);
  });

  test("at random: never the last speaker, the same with the same seed, each other one in time", () => {
    const turn = atRandom();
    const world = say(three(7), "Ada");
    assert.equal(turn(world), turn(say(three(7), "Ada")));
    const drawn = new Set(Array.from({ length: 40 }, (_, seed) => turn(say(three(seed), "Ada"))));
    assert.deepEqual([...drawn].sort(), ["Bo", "Cy"]);
  });

  test("whom the last line names, and none where it names two or its speaker", () => {
    const turn = addressed();
    assert.equal(turn(say(three(), "Ada", "And you, Cy?")), "Cy");
    assert.equal(turn(say(three(), "Ada", "Bo and Cy, listen.")), "Bo");
    assert.equal(turn(say(three(), "Ada", "I am Ada.")), "Bo");
    assert.equal(turn(three()), "Ada");
  });
});
