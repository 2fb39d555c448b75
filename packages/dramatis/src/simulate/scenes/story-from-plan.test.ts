import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import { sceneWorld } from "../world/scene-world.ts";
import { storyFromPlan, untold } from "./story-from-plan.ts";
import { assertCaused, assertResumes, castOf, type Prompted, playedOut, ruled } from "./testing.ts";

const start = () =>
  sceneWorld({
    place: { description: "The river rose in the night, and the ferry did not come." },
    agents: [{ name: "Ada", secret: "SECRET-OF-ADA" }],
  });

const ada = (asked: Prompted[] = []) =>
  ruled("Ada", () => assert.fail("the protagonist is written, not asked"), {
    asked,
    persona: { summary: "Ada helps everybody, whatever it costs her." },
  });

const BEATS = [["ferry", "rope"], ["Rope", "child"], ["bank"]];

/** Uses the first key word of a sentence and no other. */
const writer = (asked: Prompted[] = [], beats: unknown = BEATS) =>
  ruled(
    "writer",
    (prompt) => {
      if (prompt.includes('"beats"')) return { beats };
      const [, words] = /and uses: ([^.]*)\./.exec(prompt) ?? [];
      return words === undefined ? "Ada swims across with a rope." : `There was a ${words.split(", ")[0]}.`;
    },
    { asked },
  );

describe("story-from-plan", () => {
  const engine = (asked: Prompted[] = []) =>
    storyFromPlan({ players: castOf(ada(asked)), writer: writer(asked), sentences: 3 });
  engineConformance(async () => ({ engine: engine(), world: start() }));

  test("the persona's event, then the plot, then its sentences, each from all before", async () => {
    const asked: Prompted[] = [];
    const world = await playedOut(engine(asked), start());
    assert.deepEqual(
      world.events.map(({ kind, text, to }) => [kind, text, to]),
      [
        ["choice", "Ada swims across with a rope.", []],
        ["choice", "ferry, rope; Rope, child; bank", []],
        ["outcome", "There was a ferry.", "all"],
        ["outcome", "There was a Rope.", "all"],
        ["outcome", "There was a bank.", "all"],
      ],
    );
    assert.ok(asked.every(({ prompt }) => prompt.includes("whatever it costs her") && prompt.includes("did not come")));
    assert.match(asked[1]?.prompt ?? "", /Ada swims across with a rope/);
    assert.match(asked[4]?.prompt ?? "", /There was a ferry\.[\s\S]*There was a Rope\./);
    assert.equal(world.data.over, "the story is told");
    assertCaused(world);
    assert.ok(asked.every(({ prompt }) => !prompt.includes("SECRET-OF-ADA")));
    await assertResumes(() => engine(), start());
  });

  test("the key words that a sentence does not hold are named", async () => {
    assert.deepEqual(
      untold(await playedOut(engine(), start())).map(({ planned, missing }) => [planned, missing]),
      [
        [["ferry", "rope"], ["rope"]],
        [["Rope", "child"], ["child"]],
        [["bank"], []],
      ],
    );
  });

  test("without an event, or a plan for every sentence, there is no story", async () => {
    for (const [told, over, steps] of [
      [ruled("writer", () => ""), "no event was planned", 1],
      [writer([], BEATS.slice(1)), "the plan could not be read", 2],
      [writer([], [["a"], [], ["b"]]), "the plan could not be read", 2],
    ] as const) {
      const made = storyFromPlan({ players: castOf(ada()), writer: told, sentences: 3 });
      const world = await playedOut(made, start());
      assert.deepEqual([world.data.over, world.step], [over, steps]);
      assert.ok(world.events.every(({ kind }) => kind !== "outcome"));
    }
    assert.throws(() => storyFromPlan({ players: castOf(ada()), writer: writer(), sentences: 0 }), /invalid sentences/);
  });
});
