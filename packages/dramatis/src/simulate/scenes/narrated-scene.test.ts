import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import { sceneWorld } from "../world/scene-world.ts";
import { narratedScene } from "./narrated-scene.ts";
import { assertCaused, assertPrivate, assertResumes, castOf, type Prompted, playedOut, ruled } from "./testing.ts";

const start = () =>
  sceneWorld({
    seed: 3,
    place: { time: "noon", location: "a mill", description: "The wheel turns." },
    agents: [
      { name: "Ada", goal: "GOAL-OF-ADA", secret: "SECRET-OF-ADA" },
      { name: "Bo", secret: "SECRET-OF-BO" },
    ],
  });

/** Says what it is asked for; its thoughts hold a mark of its own. */
const character = (name: string, asked: Prompted[] = []) =>
  ruled(
    name,
    (prompt) => {
      if (prompt.includes("Nobody else will hear it.")) return `THOUGHT-OF-${name.toUpperCase()}`;
      if (prompt.includes("How do you react?")) return `${name} turns around.`;
      return prompt.includes("Give only your words") ? `It is I, ${name}.` : `${name} stops the wheel.`;
    },
    { asked, persona: { summary: `Miller number ${name.length}.` } },
  );

interface Telling {
  target?: string;
  description?: string;
}

const teller = ({ target = "none", description = "The wheel stands still." }: Telling = {}, asked: Prompted[] = []) =>
  ruled(
    "narrator",
    (prompt) => {
      if (prompt.includes('"target"')) return { target, impact: "It is hard not to look." };
      if (prompt.includes('"physical"')) return { why: "So.", physical: !/\bthinks?\b.*\nIt is not/s.test(prompt) };
      if (prompt.includes('"location"')) return { time: "one", location: "a mill", description };
      return prompt.includes("Where is") ? "by the wheel" : "The mill falls silent.";
    },
    { asked },
  );

const engine = (telling: Telling = {}, asked: Prompted[] = []) => {
  const players = castOf(character("Ada", asked), character("Bo", asked));
  return narratedScene({ players, narrator: teller(telling, asked), rounds: 1 });
};

describe("narrated-scene", () => {
  engineConformance(async () => ({ engine: engine(), world: start() }));

  test("an action that touches nobody else is reacted to by its actor", async () => {
    for (const [target, reacts] of [
      ["none", "Ada"],
      ["the door", "Ada"],
      ["Bo", "Bo"],
    ]) {
      const { events } = await playedOut(engine(target === undefined ? {} : { target }), start());
      assert.equal(events.find(({ data }) => data?.reactsTo === "Ada")?.actor, reacts, target);
    }
  });

  test("a description of the place that tells thoughts is rejected and seen by nobody", async () => {
    const asked: Prompted[] = [];
    const bad = await playedOut(engine({ description: "Dusk. Bo thinks of home." }, asked), start());
    assert.deepEqual(bad.place, start().place);
    const rejected = bad.events.filter(({ data }) => data?.rejected === "So.");
    assert.deepEqual(
      rejected.map(({ text, to }) => [text, to]),
      [["Dusk. Bo thinks of home.", []]],
    );
    const good = await playedOut(engine({ description: "Dusk. A lamp burns." }), start());
    assert.deepEqual(good.place, { time: "one", location: "a mill", description: "Dusk. A lamp burns." });
  });

  test("the calls of a round, with a target of its own: 9 a character and 3; with another's: 10 and 3", async () => {
    for (const [target, calls] of [
      ["none", 2 * 9 + 3],
      ["Bo", 10 + 9 + 3], // Ada touches Bo, and Bo himself
    ] as const) {
      const asked: Prompted[] = [];
      await playedOut(engine({ target }, asked), start());
      assert.equal(asked.length, calls);
    }
  });

  test("no prompt holds what is another's alone; every event has its cause; it goes on from any step", async () => {
    const asked: Prompted[] = [];
    const players = castOf(character("Ada", asked), character("Bo", asked));
    const make = () => narratedScene({ players, narrator: teller({ target: "Bo" }, asked) });
    const world = await playedOut(make(), start());
    for (const own of ["GOAL-OF-ADA", "SECRET-OF-ADA", "THOUGHT-OF-ADA"]) assertPrivate(asked, own, "Ada");
    for (const own of ["SECRET-OF-BO", "THOUGHT-OF-BO"]) assertPrivate(asked, own, "Bo");
    assertCaused(world);
    assert.equal(world.step, 3 * (2 + 2 + 1));
    assert.equal(world.data.over, "3 rounds");
    assert.equal(world.agents[1]?.position, "by the wheel");
    await assertResumes(make, start());
  });

  test("a narrator that cannot answer in data: counted, no reaction, no result, the place as it was", async () => {
    const players = castOf(character("Ada"), character("Bo"));
    const world = await playedOut(narratedScene({ players, narrator: ruled("narrator", () => "Well.") }), start());
    const { influence, place, reaction, physical } = world.data.tally as Record<string, object>;
    assert.deepEqual(
      [influence, place, reaction, physical],
      [{ asked: 6, missing: 6 }, { asked: 3, missing: 3 }, undefined, undefined],
    );
    assert.deepEqual(world.place, start().place);
    assert.equal(world.events.filter(({ kind }) => kind === "speech").length, 6);
  });

  test("a character that says nothing does nothing; one that left is passed over", async () => {
    const players = castOf(
      ruled("Ada", () => ""),
      character("Bo"),
    );
    const made = narratedScene({ players, narrator: teller(), rounds: 1 });
    const { data, events } = await playedOut(made, start());
    assert.ok(events.every(({ actor }) => actor !== "Ada"));
    assert.deepEqual((data.tally as Record<string, object>).line, { asked: 2, missing: 1 });
    const first = await made.step(start());
    const gone = { ...first, agents: first.agents.map((agent) => ({ ...agent, present: agent.name === "Ada" })) };
    const end = await playedOut(made, gone);
    assert.ok(end.events.every(({ actor }) => actor !== "Bo"));
  });

  test("nobody there is the end; a narrator called as a character is refused", async () => {
    const empty = { ...start(), agents: start().agents.map((agent) => ({ ...agent, present: false })) };
    const end = await engine().step(empty);
    assert.deepEqual([end.done, end.data.over], [true, "too few are left"]);
    const two = narratedScene({ players: castOf(character("Ada"), character("Bo")), narrator: character("Bo") });
    await assert.rejects(two.step(start()), /an office and an agent are both called Bo/);
    await assert.rejects(engine().step({ ...start(), data: { round: "one" } }), /invalid world; data.round/);
  });
});
