// Two personas in a scene, played by the bundled model: something comes from outside, and one is asked what nobody hears.
import {
  afterSteps,
  anyOf,
  interviewed,
  lineOf,
  openModel,
  type Player,
  playScene,
  readPersonas,
  sceneWorld,
  stale,
  turnByTurn,
} from "dramatis";

const model = await openModel({ kind: "understudy" });
const players = new Map<string, Player>();
for (const { persona, version } of await readPersonas("examples/personas")) {
  if (persona.name !== "Sam") players.set(persona.name, { name: persona.name, model, persona: { persona, version } });
}

const settings = { temperature: 0.7, topP: 0.9, repetitionPenalty: 1.1, maxTokens: 30 };
const world = sceneWorld({
  seed: 7,
  place: { location: "a waiting room", description: "The board says forty minutes." },
  agents: [{ name: "Ingrid", goal: "To find out who the stranger is." }, { name: "Dale" }],
});
const scene = playScene({
  engine: turnByTurn({ players, cue: () => ({ ask: "", settings }) }),
  world,
  stop: anyOf(afterSteps(6), stale()),
  interventions: [{ step: 4, text: "The lights go out." }],
});
for await (const { world, record } of scene) {
  for (const event of record.events) console.log(`${event.step}  ${lineOf(event)}`);
  const ingrid = players.get("Ingrid");
  if (record.step === 4 && ingrid) {
    const { value } = await interviewed(world, ingrid, { question: "What do you make of him?" });
    console.log(`   Ingrid, asked in private: ${value}`);
  }
}
