import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Engine, ModelError } from "../../core/index.ts";
import { interviewed } from "./interviewed.ts";
import { type Intervention, type PlayedStep, playScene } from "./play-scene.ts";
import { happened, type SceneWorld, sceneWorld, withAgent } from "./scene-world.ts";
import { withRecord } from "./step-record.ts";
import { afterSteps, anyOf, deserted, stale } from "./stop.ts";
import { leaksIn, listening } from "./testing-world.ts";
import { turnByTurn } from "./turn-by-turn.ts";

const NAMES = ["Ada", "Bo", "Cy"];
const scene = (more = {}): SceneWorld => sceneWorld({ agents: NAMES.map((name) => ({ name })), ...more });

/** Each step somebody thinks, speaks, and keeps a count in mind, place and data. */
function busy(players = listening(NAMES, { reply: ({ seed }) => `line ${seed}` }).players): Engine<SceneWorld> {
  const lines = turnByTurn({ players });
  return {
    name: "busy",
    step: async (world, signal) => {
      const { step } = world;
      const name = NAMES[step % 3] as string;
      let now = happened(world, { actor: name, kind: "thought", text: `thought-${name}-${step}` });
      now = withAgent(now, name, { mind: { steps: step } });
      if (step % 2 === 0) now = { ...now, place: { description: `hour ${step}` }, data: { step } };
      return lines.step(now, signal);
    },
  };
}

async function played(
  options: Partial<Parameters<typeof playScene>[0]> = {},
): Promise<{ steps: PlayedStep[]; why: string }> {
  const steps: PlayedStep[] = [];
  const play = playScene({ engine: busy(), world: scene(), stop: afterSteps(6), ...options });
  for (;;) {
    const next = await play.next();
    if (next.done) return { steps, why: next.value };
    steps.push(next.value);
  }
}

describe("playing a scene", () => {
  test("step by step to the stop, which is said", async () => {
    const { steps, why } = await played();
    assert.deepEqual([steps.length, why], [6, "no more than 6 steps"]);
    assert.deepEqual(
      steps.map(({ record }) => record.events.map(({ id }) => id)),
      [
        [0, 1],
        [2, 3],
        [4, 5],
        [6, 7],
        [8, 9],
        [10, 11],
      ],
    );
  });

  test("an engine that is done ends it; one that was over before it began makes no step", async () => {
    const { players } = listening(NAMES);
    const ended = await played({ engine: turnByTurn({ players, takeTurn: () => null }) });
    assert.deepEqual([ended.steps.length, ended.why], [1, "it came to its end"]);
    const alone = await played({ world: sceneWorld({ agents: [{ name: "Ada" }] }), stop: deserted() });
    assert.deepEqual([alone.steps.length, alone.why], [0, "fewer than two are left"]);
  });

  test("two that always refuse are stopped as stale", async () => {
    const { players } = listening(["Ada", "Bo"], { reply: () => "I will not." });
    const world = sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }] });
    const { steps, why } = await played({
      engine: turnByTurn({ players }),
      world,
      stop: anyOf(afterSteps(50), stale(4)),
    });
    assert.deepEqual([steps.length, why], [5, "nothing new in 4 turns"]);
  });

  test("the records alone, as JSON, give every world again, horizon or not", async () => {
    for (const more of [{}, { horizon: 3 }]) {
      const { steps } = await played({ world: scene(more) });
      let world = scene(more);
      for (const step of steps) {
        world = withRecord(world, JSON.parse(JSON.stringify(step.record)));
        assert.deepEqual(world, step.world);
      }
      assert.ok(more.horizon === undefined || world.events.length === 3);
    }
  });

  test("a record is as long as the step: only what changed", async () => {
    const { steps } = await played();
    assert.deepEqual(
      steps[1]?.record.agents?.map(({ name }) => name),
      ["Bo"],
    );
    assert.deepEqual(Object.keys(steps[1]?.record ?? {}), ["step", "done", "events", "agents"]);
    assert.deepEqual(steps[2]?.record.changes, { place: { description: "hour 2" }, data: { step: 2 } });
  });

  test("gone on with after any step, it ends the same", async () => {
    const interventions = [{ step: 5, text: "It rains." }];
    const whole = await played({ interventions });
    for (const { world } of whole.steps) {
      const rest = await played({ interventions, world: JSON.parse(JSON.stringify(world)) });
      assert.deepEqual([...whole.steps.slice(0, world.step), ...rest.steps], whole.steps);
    }
  });

  test("a model that dies leaves the steps before, and its own error", async () => {
    let calls = 0;
    const { players } = listening(NAMES, {
      reply: () => {
        if (++calls === 500) throw new ModelError("m", "server", "gone");
        return `line ${calls}`;
      },
    });
    const kept: PlayedStep[] = [];
    await assert.rejects(async () => {
      const play = playScene({ engine: turnByTurn({ players }), world: scene(), stop: afterSteps(1000) });
      for await (const step of play) kept.push(step);
    }, /m: gone/);
    assert.equal(kept.length, 499);
    assert.equal(kept.at(-1)?.world.events.at(-1)?.text, "line 499");
  });

  test("an abort between steps, and an engine that does not count, end it with an error", async () => {
    await assert.rejects(played({ signal: AbortSignal.abort(new Error("enough")) }), /enough/);
    const idle: Engine<SceneWorld> = { name: "idle", step: async (world) => world };
    await assert.rejects(played({ engine: idle }), /invalid engine; idle made no step after 0/);
  });
});

describe("from outside", () => {
  test("an intervention stands before the step that it names, for those it is for", async () => {
    const heard = listening(NAMES);
    const interventions: Intervention[] = [
      { step: 2, text: "direction-all" },
      { step: 2, text: "direction-cy", to: ["Cy"] },
    ];
    const { steps } = await played({
      engine: turnByTurn({ players: heard.players }),
      interventions,
      stop: afterSteps(4),
    });
    assert.deepEqual(
      steps[1]?.record.events.map(({ actor, kind, step }) => [actor, kind, step]),
      [
        ["director", "direction", 2],
        ["director", "direction", 2],
        ["Bo", "speech", 2],
      ],
    );
    assert.deepEqual(leaksIn(heard.prompts, [{ id: "direction-cy", readers: ["Cy"] }]), []);
    assert.match(heard.prompts.get("Cy")?.[0] ?? "", /direction-all[\s\S]*direction-cy/);
  });

  test("an agent can be made to leave; one that is not there cannot", async () => {
    const { steps } = await played({ interventions: [{ step: 2, leave: "Bo", text: "Bo is called away." }] });
    assert.equal(steps[1]?.world.agents[1]?.present, false);
    assert.deepEqual(
      steps
        .slice(1)
        .flatMap(({ record }) => record.events.filter(({ kind }) => kind === "speech").map(({ actor }) => actor)),
      ["Cy", "Ada", "Cy", "Ada", "Cy"],
    );
    await assert.rejects(played({ interventions: [{ step: 1, leave: "Zoe", text: "" }] }), /not in the scene: Zoe/);
  });

  test("an interview is answered of what the agent knows, and the scene goes on as without it", async () => {
    const reply = ({ seed }: { seed?: number }): string => `line ${seed}`;
    const plain = await played({ engine: busy(listening(NAMES, { reply }).players) });
    const heard = listening(NAMES, { reply });
    const steps: PlayedStep[] = [];
    for await (const step of playScene({ engine: busy(heard.players), world: scene(), stop: afterSteps(6) })) {
      steps.push(step);
      const before = structuredClone(step.world);
      for (const name of NAMES) {
        const player = heard.players.get(name);
        assert.ok(player);
        const { value, made } = await interviewed(step.world, player, { question: "question-x" });
        assert.deepEqual([value, made.model], [`line ${made.seed}`, `listening-${name}`]);
      }
      assert.deepEqual(step.world, before);
    }
    assert.deepEqual(steps, plain.steps);
    const asked = [...heard.prompts.values()].flat().filter((text) => text.includes("question-x"));
    assert.equal(asked.length, 18);
    assert.match(heard.prompts.get("Bo")?.at(-1) ?? "", /Bo \(thinks\): thought-Bo-4/);
    const planted = NAMES.map((name) => ({ id: `thought-${name}`, readers: [name] }));
    assert.deepEqual(leaksIn(heard.prompts, planted), []);
  });
});
