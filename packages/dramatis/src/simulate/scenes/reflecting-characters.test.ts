import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import { type SceneWorld, sceneWorld } from "../world/scene-world.ts";
import { type ReflectingCharactersOptions, reflectingCharacters, stateOf } from "./reflecting-characters.ts";
import { assertCaused, assertPrivate, assertResumes, castOf, type Prompted, playedOut, ruled } from "./testing.ts";

const start = () =>
  sceneWorld({
    place: { description: "A bench by the river." },
    agents: [{ name: "Ada", secret: "SECRET-OF-ADA" }, { name: "Bo" }],
  });

/** Finds a topic of its own, and after each talk trusts the other more by a fixed number. */
const person = (name: string, trust: number, asked: Prompted[] = []) =>
  ruled(
    name,
    (prompt) => {
      if (prompt.includes("You may begin")) return `TOPIC-OF-${name}`;
      if (!prompt.includes('"insight"')) return `${name} speaks.`;
      const towards = ["Ada", "Bo", "Nobody"].map((other) => ({ name: other, trust, closeness: -1 }));
      return { insight: `INSIGHT-OF-${name}`, feeling: `FEELING-OF-${name}`, motive: "to swim", towards };
    },
    { asked },
  );

const played = (options: Partial<ReflectingCharactersOptions> = {}, world: SceneWorld = start()) =>
  playedOut(reflectingCharacters({ players: castOf(person("Ada", 2), person("Bo", -1)), lines: 3, ...options }), world);

describe("reflecting-characters", () => {
  const engine = () => reflectingCharacters({ players: castOf(person("Ada", 2), person("Bo", -1)), lines: 3 });
  engineConformance(async () => ({ engine: engine(), world: start() }));

  test("each in turn starts with a topic of its own, and its prompt for the opening alone holds it as a task", async () => {
    const asked: Prompted[] = [];
    const world = await played({ players: castOf(person("Ada", 2, asked), person("Bo", -1, asked)), episodes: 2 });
    assert.deepEqual(
      world.events.map(({ actor, kind }) => `${actor} ${kind}`),
      [
        ["Ada thought", "Ada speech", "Bo speech", "Ada speech", "Ada thought", "Bo thought"],
        ["Bo thought", "Bo speech", "Ada speech", "Bo speech", "Ada thought", "Bo thought"],
      ].flat(),
    );
    const openings = asked.filter(({ prompt }) => prompt.includes("You begin the conversation"));
    assert.deepEqual(
      openings.map(({ name, prompt }) => [name, prompt.includes(`TOPIC-OF-${name}`)]),
      [
        ["Ada", true],
        ["Bo", true],
      ],
    );
    assert.equal(world.data.over, "2 episodes");
    assertCaused(world);
    for (const own of ["TOPIC-OF-Ada", "INSIGHT-OF-Ada", "FEELING-OF-Ada", "SECRET-OF-ADA", "trust 7"]) {
      assertPrivate(asked, own, "Ada");
    }
    await assertResumes(engine, start());
  });

  test("states evolve within their range: 5 + 2 a talk up to 10, 5 − 1 a talk; strangers and oneself are left out", async () => {
    const after = async (episodes: number) => {
      const world = await played({ episodes });
      return [stateOf(world, "Ada").towards, stateOf(world, "Bo").towards];
    };
    assert.deepEqual(await after(1), [{ Bo: { trust: 7, closeness: 4 } }, { Ada: { trust: 4, closeness: 4 } }]);
    assert.deepEqual(await after(7), [{ Bo: { trust: 10, closeness: 0 } }, { Ada: { trust: 0, closeness: 0 } }]);
    const world = await played({ episodes: 1 });
    assert.equal(stateOf(world, "Ada").feeling, "FEELING-OF-Ada");
  });

  test("no topic: it begins as it likes; a reflection out of range changes nothing; both are counted", async () => {
    const dull = ruled("Ada", (prompt) => (prompt.includes("You may begin") ? "" : "Yes."));
    const world = await played({ players: castOf(dull, person("Bo", 3)), episodes: 1 });
    assert.deepEqual(world.data.tally, {
      topic: { asked: 1, missing: 1 },
      line: { asked: 3, missing: 0 },
      reflection: { asked: 2, missing: 2 },
    });
    assert.deepEqual([stateOf(world, "Ada"), stateOf(world, "Bo")], [{ towards: {} }, { towards: {} }]);
  });

  test("one alone has nobody to talk to; a mind of another make is refused", async () => {
    const alone = { ...start(), agents: start().agents.map((agent) => ({ ...agent, present: agent.name === "Ada" })) };
    assert.equal((await played({}, alone)).data.over, "too few are left");
    const odd = { ...start(), agents: start().agents.map((agent) => ({ ...agent, mind: { towards: 3 } })) };
    await assert.rejects(played({}, odd), /the mind of Ada/);
    assert.throws(() => reflectingCharacters({ players: new Map(), lines: 0 }), /invalid scene/);
  });
});
