import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/index.ts";
import { type SceneWorld, sceneWorld } from "./scene-world.ts";
import { leaksIn, listening } from "./testing-world.ts";
import { playerOf, turnByTurn } from "./turn-by-turn.ts";

const NAMES = ["Ada", "Bo", "Cy"];
const scene = (): SceneWorld =>
  sceneWorld({ agents: NAMES.map((name) => ({ name, goal: `goal-${name}`, secret: `secret-${name}` })) });

engineConformance(async () => ({ engine: turnByTurn({ players: listening(NAMES).players }), world: scene() }));

describe("turn by turn", () => {
  test("one line a step, each because of the one before, with who was asked", async () => {
    const engine = turnByTurn({ players: listening(NAMES).players });
    const world = await engine.step(await engine.step(scene()));
    assert.deepEqual(
      world.events.map(({ id, step, actor, because, made }) => [id, step, actor, because, made?.model]),
      [
        [0, 1, "Ada", [], "listening-Ada"],
        [1, 2, "Bo", [0], "listening-Bo"],
      ],
    );
  });

  test("the same seed and models give the same scene", async () => {
    const play = async (): Promise<SceneWorld> => {
      const engine = turnByTurn({ players: listening(NAMES, { reply: ({ seed }) => `line ${seed}` }).players });
      let world = scene();
      for (let i = 0; i < 6; i++) world = await engine.step(world);
      return world;
    };
    assert.deepEqual(await play(), await play());
  });

  test("goals and secrets stay with whose they are", async () => {
    const heard = listening(NAMES);
    const engine = turnByTurn({ players: heard.players });
    let world = scene();
    for (let i = 0; i < 6; i++) world = await engine.step(world);
    const planted = NAMES.flatMap((name) => [`goal-${name}`, `secret-${name}`].map((id) => ({ id, readers: [name] })));
    assert.deepEqual(leaksIn(heard.prompts, planted), []);
    assert.equal([...heard.prompts.values()].flat().length, 6);
  });

  test("it is done when nobody has the next turn, and refuses a name that nobody plays", async () => {
    const { players } = listening(NAMES);
    const over = await turnByTurn({ players, takeTurn: () => null }).step(scene());
    assert.deepEqual([over.done, over.step, over.events.length], [true, 1, 0]);
    assert.throws(() => playerOf(players, "Zoe"), /nobody plays Zoe/);
  });
});
