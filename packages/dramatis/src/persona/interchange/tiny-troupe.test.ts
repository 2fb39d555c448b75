import assert from "node:assert/strict";
import { test } from "node:test";
import { tinyTroupe, withFragment } from "./tiny-troupe.ts";

const ada = {
  type: "TinyPerson",
  persona: {
    name: "Ada Brandt",
    age: 41,
    gender: "Female",
    nationality: "Austrian",
    residence: "Graz",
    education: "TU Graz, civil engineering",
    long_term_goals: ["To build one bridge that outlives her."],
    occupation: { title: "Bridge inspector", organization: "City of Graz", description: "You inspect bridges." },
    style: "Dry and exact.",
    personality: {
      traits: ["You are stubborn and trust your eyes."],
      big_five: { openness: "High. Reads widely.", neuroticism: "Low.", extraversion: "depends on the day" },
    },
    preferences: { interests: ["Rivers"], likes: ["Black coffee"], dislikes: ["Small talk"] },
    skills: ["You can weld."],
    beliefs: ["Steel does not lie."],
    behaviors: {
      general: ["Takes notes."],
      routines: { morning: ["Runs."], weekend: ["Sails."] },
      travel: ["Takes trains."],
    },
    health: "Good.",
    relationships: [{ name: "Rui", description: "Your colleague on the river crew." }],
    other_facts: ["You grew up on a farm."],
  },
};

test("every part of an agent has its place", () => {
  const { statements, traits, ...persona } = tinyTroupe.read(ada, "f");
  assert.deepEqual(persona, {
    schema: "dramatis.persona/1",
    name: "Ada Brandt",
    identity: {
      social: {
        age: 41,
        gender: "Female",
        nationality: "Austrian",
        residence: "Graz",
        education: "TU Graz, civil engineering",
        occupation: "Bridge inspector",
        organization: "City of Graz",
      },
      life: { loves: ["Black coffee"], hates: ["Small talk"], goals: ["To build one bridge that outlives her."] },
    },
    relations: [{ to: "Rui", kind: "acquaintance", view: "Your colleague on the river crew." }],
    facets: { aspects: { interests: ["Rivers"], tone: "Dry and exact.", health: "Good." } },
  });
  assert.deepEqual(
    statements?.map(({ topic, text }) => [topic, text]),
    [
      ["occupation", "I inspect bridges."],
      ["personality", "I am stubborn and trust my eyes."],
      ["skill", "I can weld."],
      ["belief", "Steel does not lie."],
      ["habit", "Takes notes."],
      ["morning routine", "Runs."],
      ["weekend routine", "Sails."],
      ["travel habit", "Takes trains."],
      [undefined, "I grew up on a farm."],
    ],
  );
  // High 0.75 and low 0.25 of the table; "depends on the day" says no level.
  assert.deepEqual(
    traits?.map(({ dimension, level }) => [dimension, level]),
    [
      ["openness", 0.75],
      ["neuroticism", 0.25],
    ],
  );
});

test("what was read is written as it was", () => {
  const written = tinyTroupe.write?.(tinyTroupe.read(ada, "f"));
  const { extraversion: _, ...said } = ada.persona.personality.big_five;
  const { traits } = ada.persona.personality;
  assert.deepEqual(written, { ...ada, persona: { ...ada.persona, personality: { traits, big_five: said } } });
});

test("a level that was changed is said in words, and its old words are gone", () => {
  const persona = tinyTroupe.read(ada, "f");
  const traits = (persona.traits ?? []).map((trait) => ({ ...trait, level: 0.6 }));
  const written = tinyTroupe.write?.({ ...persona, traits }) as typeof ada;
  // .6 is nearer to medium (.5) than to high (.75).
  assert.deepEqual(written.persona.personality.big_five, { openness: "Medium.", neuroticism: "Medium." });
});

test("a fragment appends to lists, once, and takes the place of other values", () => {
  const fragment = {
    type: "Fragment",
    persona: { age: 42, preferences: { likes: ["Black coffee", "Maps"] }, behaviors: { travel: ["Packs light."] } },
  };
  assert.ok(tinyTroupe.detects(fragment));
  assert.equal(tinyTroupe.read(fragment, "f").name, "fragment");
  const { persona } = withFragment(ada, fragment) as typeof ada;
  assert.equal(persona.age, 42);
  assert.deepEqual(persona.preferences, {
    interests: ["Rivers"],
    likes: ["Black coffee", "Maps"],
    dislikes: ["Small talk"],
  });
  assert.deepEqual(persona.behaviors.travel, ["Takes trains.", "Packs light."]);
  assert.equal(ada.persona.age, 41);
});

test("faults name the field", () => {
  const read = (persona: unknown) => () => tinyTroupe.read({ type: "TinyPerson", persona }, "a.agent.json");
  assert.throws(read({ name: "Ada", skills: [3] }), {
    message: /^a\.agent\.json: TinyTroupe agent: persona\.skills: a list of 1; expected a text or a list of texts$/,
  });
  assert.throws(read({ relationships: [{ description: "x" }] }), {
    message: /persona\.relationships\[0\]\.name: nothing; expected a text/,
  });
});
