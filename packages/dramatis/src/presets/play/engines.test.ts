import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ENGINES } from "./engines.ts";
import { play } from "./play.ts";
import { PIER, sayingServer, sceneFolder } from "./testing-play.ts";

/** Of engines that want more than their name. */
const OPTIONS: Record<string, string> = {
  "audience-debate": "motion: Cats over dogs.",
  "national-debate": "question: Tea or coffee?, options: [tea, coffee]",
  "theory-of-mind-persuasion": "state: { generative: { content: swim, belief: It is cold., desire: To be warm. } }",
  "tree-of-debate": "topic: Boats",
};

/** Where a scene ends at once unless what is asked for comes as data. */
const SAID: Record<string, string> = {
  "national-debate": '{ "reason": "So.", "shares": [0.5, 0.5], "choice": "tea" }',
};

describe("the engines that a scene file may name", () => {
  for (const [name, { agents, offices, summary }] of Object.entries(ENGINES)) {
    test(`${name}: plays from a file, and what is private stays so`, async (t) => {
      const reply = SAID[name];
      const server = await sayingServer(t, reply === undefined ? undefined : () => reply);
      const more = agents[0] > 2 ? ["Cy"] : [];
      const cast = more.map((third) => `  - { persona: bo.persona.yaml, name: ${third} }\n`).join("");
      const text = `${PIER.replace("steps: 4", `${cast}steps: 6`)}engine: { name: ${name}, ${OPTIONS[name] ?? ""} }\n`;
      const scene = join(sceneFolder(t, { "pier.scene.yaml": text }), "pier.scene.yaml");
      const { world, models } = await play({ scene, model: server.model, runs: `${scene}-runs`, env: {} });
      assert.ok(world.step >= 1 && world.step <= 6 && world.events.length > 0);
      assert.deepEqual(Object.keys(models), ["Ada", "Bo", ...more, ...offices]);
      assert.ok(!summary.includes("\n"));
      for (const { body } of server.seen) {
        const prompt = JSON.stringify(body);
        assert.ok(!prompt.includes("secret-ada") || prompt.includes("may learn of you: secret-ada"), prompt);
        assert.ok(!(prompt.includes("goal-ada") && prompt.includes("goal-bo")), prompt);
      }
    });
  }

  test("an unknown option of each is refused with the names of those it has", () => {
    for (const [name, { read }] of Object.entries(ENGINES)) {
      const { error } = read({ nonsense: 1 });
      assert.ok(
        error?.issues.some(({ message }) => /^one of name, /.test(message)),
        name,
      );
    }
  });

  test("too few agents, or too many, are refused before anything is opened", async (t) => {
    const files = {
      "few.yaml": `${PIER}engine: { name: audience-debate, motion: Cats over dogs. }\n`,
      "many.yaml": `${PIER.replace("steps: 4", "  - { persona: bo.persona.yaml, name: Cy }\nsteps: 4")}engine: topic-discussion\n`,
    };
    const folder = sceneFolder(t, files);
    const playing = (scene: string) => play({ scene: join(folder, scene), model: "understudy", env: {} });
    await assert.rejects(playing("few.yaml"), /2 of them; expected at least 3, as audience-debate plays/);
    await assert.rejects(playing("many.yaml"), /3 of them; expected 2, as topic-discussion plays/);
  });

  test("the relationship of a goal interaction is in its world from the start", async (t) => {
    const server = await sayingServer(t);
    const engine = "engine: { name: goal-interaction, relationship: friend, staleAfter: 1 }\n";
    const scene = join(sceneFolder(t, { "pier.scene.yaml": PIER + engine }), "pier.scene.yaml");
    const { world, why } = await play({ scene, model: server.model, runs: `${scene}-runs`, env: {} });
    assert.equal(world.data.relationship, "friend");
    assert.equal(why, "nothing new in 1 turns");
  });
});
