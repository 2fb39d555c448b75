import assert from "node:assert/strict";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { readSceneFile, type SceneFile } from "./scene-file.ts";
import { PIER, sceneFolder } from "./testing-play.ts";

function read(t: TestContext, scene: string, more: Record<string, string> = {}): Promise<SceneFile> {
  return readSceneFile(join(sceneFolder(t, { "pier.scene.yaml": scene, ...more }), "pier.scene.yaml"));
}

describe("a scene file", () => {
  test("personas are found beside it; what it leaves out has a default, and no bound is said", async (t) => {
    const scene = await read(t, PIER.replace("steps: 4\n", ""));
    assert.deepEqual(
      scene.agents.map(({ name, goal, secret }) => [name, goal, secret]),
      [
        ["Ada", "goal-ada", "secret-ada"],
        ["Bo", "goal-bo", undefined],
      ],
    );
    const { engine, steps, stop, maxTokens, seed, horizon, place, notices } = scene;
    assert.deepEqual(
      [engine.name, steps, stop, maxTokens, seed, horizon],
      ["turn-by-turn", 20, { stale: 4, word: undefined }, 120, 0, 200],
    );
    assert.deepEqual(place, { description: "Fog." });
    assert.match(notices.join(), /names no steps: the scene ends after 20 at most/);
    assert.deepEqual((await read(t, PIER)).notices, []);
  });

  test("one persona plays two agents of other names, each with that name and a version of its own", async (t) => {
    const { agents } = await read(
      t,
      "agents: [{ persona: ada.persona.yaml }, { persona: ada.persona.yaml, name: Eve }]",
    );
    assert.deepEqual(
      agents.map(({ name, persona }) => [name, persona.persona.name]),
      [
        ["Ada", "Ada"],
        ["Eve", "Eve"],
      ],
    );
    assert.notEqual(agents[0]?.persona.version, agents[1]?.persona.version);
  });

  test("JSON is read as well", async (t) => {
    const folder = sceneFolder(t, { "pier.json": '{"agents":[{"persona":"ada.persona.yaml"}],"steps":1}' });
    assert.equal((await readSceneFile(join(folder, "pier.json"))).name, "Ada");
  });

  const faults: [string, string, RegExp][] = [
    ["a persona that is missing", PIER.replace("bo.persona", "zoe.persona"), /zoe\.persona\.yaml: no such file/],
    [
      "two agents of one name",
      PIER.replace("bo.persona", "ada.persona"),
      /scene\.yaml:5: two agents called Ada; expected a name of its own/,
    ],
    [
      "one name in two writings",
      PIER.replace("{ persona: bo.persona.yaml", "{ persona: bo.persona.yaml, name: ADA"),
      /two agents called ADA/,
    ],
    [
      "an agent called as the director",
      PIER.replace("{ persona: bo.persona.yaml", "{ persona: bo.persona.yaml, name: Director"),
      /an agent called Director; expected another name/,
    ],
    [
      "an unknown engine",
      `${PIER}engine: turn-by-trun`,
      /unknown engine in .*scene\.yaml: "turn-by-trun"; did you mean turn-by-turn\?/,
    ],
    ["a name from a prototype", `${PIER}engine: constructor`, /unknown engine/],
    [
      "an option that the engine has not",
      `${PIER}engine: { name: turn-by-turn, rounds: 3 }`,
      /scene\.yaml:7: unknown key "rounds"; expected one of name, turns/,
    ],
    ["no agent", "agents: []", /agents: a list of 0; expected at least 1/],
    ["a mistyped key", `${PIER}step: 3`, /scene\.yaml:7: unknown key "step"; expected one of name, engine/],
    ["no end at all", PIER.replace("steps: 4", "steps: 0"), /steps: 0; expected at least 1/],
    [
      "an intervention for somebody else",
      `${PIER}interventions: [{ step: 1, text: x, leave: Aad }]`,
      /Aad, who is not in the scene; expected one of Ada/,
    ],
    [
      "an interview of somebody else",
      `${PIER}interviews: [{ agent: Zoe, question: x }]`,
      /Zoe, who is not in the scene; expected one of Bo/,
    ],
    [
      "an office that the engine has not",
      `${PIER}offices: { narrator: { model: understudy } }`,
      /narrator; expected no office/,
    ],
    [
      "a model that is none",
      PIER.replace("goal: goal-bo", "model: gpt"),
      /agents\[1\]\.model: "gpt"; expected openai:MODEL/,
    ],
    ["a number in place of a place", `${PIER.replace("place: Fog.", "place: 3")}`, /place: 3; expected a text, or/],
  ];
  for (const [what, scene, message] of faults) {
    test(`${what} is one clear line`, async (t) => {
      await assert.rejects(read(t, scene), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
    });
  }

  test("a file of 100 MB is refused before it is read", async (t) => {
    const folder = sceneFolder(t);
    truncateSync(join(folder, "pier.scene.yaml"), 100 * 2 ** 20);
    await assert.rejects(readSceneFile(join(folder, "pier.scene.yaml")), /100 MB or more; expected at most 1 MB/);
    await assert.rejects(readSceneFile(join(folder, "ada.persona.txt")), /ends in \.txt; expected a scene/);
  });
});
