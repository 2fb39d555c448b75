import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/index.ts";
import { checkJson } from "../../core/conformance/shared.ts";
import { contentId, type Persona } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { estimateOf } from "../../stats/index.ts";
import type { Classifier } from "./classify-behaviour.ts";
import {
  adjustmentSuccess,
  type Behaviour,
  type Crowd,
  type EvolutionIteration,
  type EvolutionWorld,
  type PersonaEvolutionOptions,
  personaEvolution,
} from "./persona-evolution.ts";
import { fieldsOf, type Writer } from "./rewrite-persona.ts";

const SHARES = [0.28, 0.26, 0.12, 0.12, 0.12, 0.1];
const START = [0.5, 0.3, 0.1, 0.1, 0, 0];
const NAMES = ["follow", "hide", "hide-after", "alone", "freeze", "fight"];
const BEHAVIOURS = NAMES.map(
  (name, i): Behaviour => ({ name, description: `They ${name}.`, share: SHARES[i] as number }),
);

/** 50 people who want what they were drawn to want. */
const CROWD = START.flatMap((share, b) =>
  Array.from(
    { length: Math.round(share * 50) },
    (_, i): Persona => ({
      schema: "dramatis.persona/1",
      name: `${NAMES[b]} ${i}`,
      statements: [{ id: "evolved-motivation", text: NAMES[b] as string }],
    }),
  ),
);

/** What an agent does: what it wants, but one in five does as the first habit of its name, by a hash of both. */
const obeying: Crowd = async (personas, { signal }) => {
  signal?.throwIfAborted();
  return personas.map((persona) => {
    const { motivation = "" } = fieldsOf(persona);
    const stubborn = Number.parseInt(contentId([persona.name, motivation]).slice(0, 6), 16) % 5 === 0;
    return stubborn ? (persona.name.split(" ")[0] as string) : (motivation.split(" ")[0] as string);
  });
};
const reading: Classifier = async (trajectory) => {
  const at = NAMES.indexOf(trajectory);
  return { behaviour: at < 0 ? null : at, ranking: [at, 0].filter((one) => one >= 0) };
};
/** Another wording each time, so that who was stubborn may obey the next. */
const obliging: Writer = async ({ persona, to }) => ({ motivation: `${to.name} ${contentId(persona).slice(0, 4)}` });

async function evolve(options: PersonaEvolutionOptions): Promise<EvolutionWorld> {
  const engine = personaEvolution({
    personas: CROWD,
    behaviours: BEHAVIOURS,
    simulate: obeying,
    classify: reading,
    ...options,
  });
  let world = engine.start();
  while (!world.done) world = await engine.step(world);
  return world;
}

describe("a crowd of doubles", () => {
  engineConformance(async () => {
    const write: Writer = async ({ to }) => ({ motivation: to.name });
    const engine = personaEvolution({
      personas: CROWD,
      behaviours: BEHAVIOURS,
      simulate: obeying,
      classify: reading,
      write,
    });
    return { engine, world: engine.start() };
  });
});

test("the crowd comes to behave as the reference says, for every seed", async () => {
  const scores = [];
  for (let seed = 0; seed < 12; seed++) {
    const world = await evolve({ write: obliging, seed });
    const [first, last] = [world.iterations[0], world.iterations.at(-1)] as [EvolutionIteration, EvolutionIteration];
    assert.ok(Math.abs(first.gap.kl - 4.425) < 1e-3);
    assert.equal(world.ended, "aligned");
    assert.ok(last.gap.tvd < 0.06, `${last.gap.tvd}`);
    scores.push({ value: last.gap.js, cluster: `${seed}` });
  }
  // From 0.0936 nats at the start.
  const left = estimateOf(scores, { measure: "divergence", version: "1", unit: "nats", direction: "lower" });
  assert.equal(left.n, 12);
  assert.ok((left.high ?? 1) < 0.005, `${left.value} [${left.low}, ${left.high}]`);
});

test("patches can be replayed, and say whether they worked", async () => {
  const world = await evolve({ write: obliging, seed: 1 });
  const [one] = world.patches;
  assert.deepEqual([one?.iteration, one?.before.motivation], [1, one?.from]);
  assert.match(one?.after.motivation ?? "", new RegExp(`^${one?.to} \\w{4}$`));
  assert.equal(world.patches.filter(({ iteration }) => iteration === 1).length, 13);
  assert.ok(world.patches.every(({ success }) => success !== null));
  const success = adjustmentSuccess(world) ?? 0;
  // Four in five obey at once.
  assert.ok(success > 0.6 && success <= 1, `${success}`);
  for (const [at, persona] of world.personas.entries()) {
    const last = world.patches.findLast(({ agent }) => agent === at);
    if (last) assert.deepEqual(fieldsOf(persona), last.after);
    else assert.deepEqual(persona, CROWD[at]);
    assert.equal(persona.name, CROWD[at]?.name);
    assert.ok(personaSchema.safeParse(persona).success);
  }
  checkJson(world);
});

test("a crowd at its target is left alone", async () => {
  const shares = START.map((share, i) => ({ ...(BEHAVIOURS[i] as Behaviour), share }));
  const world = await evolve({ behaviours: shares, write: obliging });
  assert.deepEqual([world.ended, world.step, world.patches.length], ["aligned", 1, 0]);
});

test("what cannot be changed ends after three iterations of the same, with what was not written", async () => {
  const world = await evolve({ write: async () => null });
  assert.deepEqual([world.ended, world.step, world.patches.length], ["unchanged", 3, 0]);
  assert.equal(world.iterations[0]?.unwritten, 13);
  assert.deepEqual(world.personas, CROWD);
  assert.equal(adjustmentSuccess(world), null);
});

test("a crowd that answers to nothing uses all its iterations", async () => {
  const restless: Crowd = async (personas, { iteration }) =>
    personas.map((_, at) => NAMES[(at + iteration) % 3] as string);
  const world = await evolve({ simulate: restless, write: obliging, iterations: 4 });
  assert.deepEqual([world.ended, world.step], ["iterations", 4]);
});

test("more than a tenth of unknown behaviour ends it: the classifier is to be mended first", async () => {
  const blind: Classifier = async (trajectory) =>
    trajectory === "alone" || trajectory === "hide-after" ? { behaviour: null, ranking: [] } : reading(trajectory);
  const world = await evolve({ classify: blind, write: obliging });
  assert.deepEqual([world.ended, world.step, world.iterations[0]?.unknown], ["unknown", 1, 0.2]);
});

test("a failed iteration loses nothing", async () => {
  let fails = true;
  const flaky: Writer = async ({ to }) => {
    if (fails) throw new Error("gone");
    return { motivation: to.name };
  };
  const engine = personaEvolution({
    personas: CROWD,
    behaviours: BEHAVIOURS,
    simulate: obeying,
    classify: reading,
    write: flaky,
  });
  const world = engine.start();
  await assert.rejects(engine.step(world), /gone/);
  fails = false;
  const next = await engine.step(JSON.parse(JSON.stringify(world)));
  assert.deepEqual([next.step, next.patches.length], [1, 13]);
});

test("a model classifies and writes, and what it may not write is not written", async () => {
  const two = CROWD.slice(0, 2);
  const behaviours = BEHAVIOURS.slice(0, 2).map((one) => ({ ...one, share: 0.5 }));
  const judge = replying({ reasoning: "It did.", classification: "Follow", ranking: ["follow", "hide", "dance"] });
  const more = { personas: two, behaviours, simulate: obeying, judge };
  const run = async (...replies: (string | object)[]): Promise<EvolutionWorld> => {
    const engine = personaEvolution({ ...more, model: replying(...replies) });
    return engine.step(engine.start());
  };
  const good = await run({ backstory: "I was once lost in a crowd." });
  assert.deepEqual(good.iterations[0]?.soft, [0.5, 0.5]);
  assert.equal(good.patches[0]?.after.backstory, "I was once lost in a crowd.");
  const [evolved] = good.personas.flatMap(
    (persona) => persona.statements?.filter(({ id }) => id === "evolved-backstory") ?? [],
  );
  assert.deepEqual(evolved?.provenance, [{ source: "llm_generated", method: "persona-evolution" }]);
  const long = Array.from({ length: 31 }, () => "word").join(" ");
  for (const bad of [
    { name: "Eve", backstory: "I am Eve." },
    { age: "9" },
    { backstory: long },
    { backstory: " " },
    {},
    "no",
  ]) {
    const world = await run(bad);
    assert.deepEqual([world.patches.length, world.iterations[0]?.unwritten], [0, 1], JSON.stringify(bad));
    assert.deepEqual(world.personas, two);
  }
});

test("what is missing is said in one line", () => {
  const all = { personas: CROWD, behaviours: BEHAVIOURS, simulate: obeying, classify: reading, write: obliging };
  assert.throws(() => personaEvolution(), /no personas/);
  assert.throws(() => personaEvolution({ ...all, behaviours: BEHAVIOURS.slice(1) }), /add up to 1/);
  assert.throws(
    () => personaEvolution({ ...all, behaviours: [...BEHAVIOURS, { ...(BEHAVIOURS[0] as Behaviour), share: 0 }] }),
    /two behaviours of one name/,
  );
  const { simulate: _, ...still } = all;
  assert.throws(() => personaEvolution(still), /no way to simulate/);
  assert.throws(() => personaEvolution({ personas: CROWD, behaviours: BEHAVIOURS, simulate: obeying }), /needs/);
});
