import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  agentOf,
  directed,
  happened,
  knownTo,
  left,
  presentAgents,
  type SceneWorld,
  sceneWorld,
  stepped,
  withAgent,
} from "./scene-world.ts";

const two = (more = {}): SceneWorld => sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }], ...more });

describe("a world before its first step", () => {
  test("agents are present, with a mind of nothing", () => {
    assert.deepEqual(two().agents[0], { name: "Ada", present: true, mind: {} });
    assert.deepEqual([two().step, two().done, two().events, two().seed], [0, false, [], 0]);
  });

  test("nobody, two of one name and a horizon of nothing are refused", () => {
    assert.throws(() => sceneWorld({ agents: [] }), /invalid agents; not at least one/);
    assert.throws(() => sceneWorld({ agents: [{ name: "Ada" }, { name: "Ada" }] }), /two are called Ada/);
    for (const horizon of [0, -1, 1.5, Number.NaN]) assert.throws(() => two({ horizon }), /invalid horizon/);
  });
});

describe("what happens", () => {
  test("events are numbered through, belong to the step that is being made, and the old world stays", () => {
    const before = two();
    const after = happened(
      before,
      { actor: "Ada", kind: "speech", text: "Hello." },
      { actor: "Bo", kind: "thought", text: "Who is she?", because: [0] },
    );
    assert.deepEqual(before.events, []);
    assert.deepEqual(
      after.events.map(({ id, step, to, because }) => [id, step, to, because]),
      [
        [0, 1, "all", []],
        [1, 1, [], [0]],
      ],
    );
    assert.equal(happened(stepped(after), { actor: "Ada", kind: "action", text: "nods" }).events[2]?.step, 2);
  });

  test("a thought is its actor's, a whisper its hearer's, a direction whose it says", () => {
    let world = happened(
      two({ agents: [{ name: "Ada" }, { name: "Bo" }, { name: "Cy" }] }),
      { actor: "Ada", kind: "thought", text: "t" },
      { actor: "Ada", kind: "speech", text: "w", to: ["Bo"] },
    );
    world = directed(directed(world, { text: "d" }), { text: "dc", to: ["Cy"] });
    const texts = (name: string): string =>
      knownTo(world, name)
        .map(({ text }) => text)
        .join(" ");
    assert.deepEqual(["Ada", "Bo", "Cy"].map(texts), ["t w d", "w d", "d dc"]);
  });

  test("who leaves is no longer present, and everybody knows", () => {
    const world = left(two(), "Bo", { text: "I must go.", because: [] });
    assert.deepEqual(
      presentAgents(world).map(({ name }) => name),
      ["Ada"],
    );
    assert.deepEqual(
      knownTo(world, "Ada").map(({ kind, text }) => [kind, text]),
      [["leave", "I must go."]],
    );
    assert.throws(() => left(two(), "Zoe", { text: "" }), /not in the scene: Zoe/);
  });

  test("an agent is changed by its name alone", () => {
    const before = two();
    const after = withAgent(before, "Bo", { mind: { calm: 1 } });
    assert.deepEqual([agentOf(before, "Bo").mind, agentOf(after, "Bo").mind], [{}, { calm: 1 }]);
    assert.equal(after.agents[0], before.agents[0]);
    assert.throws(() => withAgent(before, "Zoe", {}), RangeError);
  });
});

test("beyond the horizon events go after the step, but none of the step itself; their numbers go on", () => {
  const say = (world: SceneWorld, ...texts: string[]): SceneWorld =>
    stepped(happened(world, ...texts.map((text) => ({ actor: "Ada", kind: "speech" as const, text }))));
  const texts = (world: SceneWorld): string => world.events.map(({ text }) => text).join("");
  const first = say(two({ horizon: 2 }), "a");
  const second = say(first, "b", "c", "d");
  assert.equal(texts(second), "bcd");
  const third = say(second, "e");
  assert.equal(texts(third), "de");
  assert.deepEqual(
    third.events.map(({ id }) => id),
    [3, 4],
  );
  assert.equal(texts(say(say(two(), "a", "b"), "c")), "abc");
});
