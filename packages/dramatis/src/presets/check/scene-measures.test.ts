// What a scene leaves behind is what the measures of whole conversations read.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measure, Model, Persona, Subject } from "../../core/index.ts";
import { believability } from "../../measure/characters/believability.ts";
import { characterBox } from "../../measure/characters/character-box.ts";
import { givenCircumstance } from "../../measure/characters/given-circumstance.ts";
import { goalScores } from "../../measure/characters/goal-scores.ts";
import { shapeJudge } from "../../measure/testing-judge.ts";
import { goalInteraction } from "../../simulate/scenes/goal-interaction.ts";
import { sceneTranscript } from "../../simulate/world/scene-transcript.ts";
import { sceneWorld } from "../../simulate/world/scene-world.ts";

const ADA: Persona = { schema: "dramatis.persona/1", name: "Ada", statements: [{ id: "s0", text: "I sail." }] };

const talker: Model = {
  id: "talker",
  generate: async ({ seed }) => ({
    text: JSON.stringify({ action: "speak", argument: `Offer ${seed}.` }),
    finish: "stop",
    usage: { inputTokens: 1, outputTokens: 1 },
  }),
};

async function played(): Promise<Subject> {
  const agents = [{ name: "Ada", goal: "Sell the boat.", secret: "It leaks." }, { name: "Bo" }];
  const players = new Map(agents.map(({ name }) => [name, { name, model: talker }]));
  const engine = goalInteraction({ players, turns: 6 });
  let world = sceneWorld({ place: { description: "A quay." }, agents });
  while (!world.done) world = await engine.step(world);
  const transcript = sceneTranscript(world, { as: "Ada", note: { reference: [{ speaker: "Ada", text: "No." }] } });
  return { persona: ADA, personaVersion: "v", transcript, speaker: "Ada" };
}

// The plainest verdict: every grade its least from 0 or 1 on, and one flaw of severity 1.
const VALUES: readonly [Measure, number][] = [
  [characterBox(), 1],
  [believability(), 1],
  [givenCircumstance(), 99.5], // 100 − 5 · (1 − .3 · 3) with three turns of her own
  [goalScores(), 0],
];

for (const [measure, expected] of VALUES) {
  test(`${measure.name} scores a scene as it was played`, async () => {
    const scores = await measure.score(await played(), { judge: shapeJudge(), seed: 1 });
    assert.equal(measure.aggregate(scores).value, expected);
  });
}
