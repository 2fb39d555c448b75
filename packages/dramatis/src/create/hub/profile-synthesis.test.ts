import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Persona, UnsupportedError } from "../../core/index.ts";
import { listModel, replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { oneLinerPersona } from "./one-liner.ts";
import { profileSynthesis } from "./profile-synthesis.ts";

const PROFILE = {
  name: "Rosa Lind",
  age: 45,
  gender: "woman",
  race: "white",
  birthplace: "Ghent, Belgium",
  appearance: "Tall, with grey hair.",
  experience: "She grew up on a farm and became a nurse.",
  personality: "Patient and dry.",
};
const nurse = oneLinerPersona("A 45-year-old night nurse who keeps bees", { source: "human_entered" });

sourceConformance(async () => profileSynthesis({ personas: [nurse, nurse], model: replying(PROFILE) }));

test("every field stands in its place, with its source", async () => {
  const model = replying(PROFILE);
  const [persona] = (await all(profileSynthesis({ personas: [nurse], model }).personas(1))) as [Persona];
  assert.equal(persona.name, "Rosa Lind");
  assert.equal(persona.summary, nurse.summary);
  assert.deepEqual(persona.identity, {
    social: { age: 45, gender: "woman", race: "white", birthplace: "Ghent, Belgium" },
    life: { background: PROFILE.experience },
  });
  assert.deepEqual(persona.facets?.aspects, { appearance: PROFILE.appearance, personality: PROFILE.personality });
  const sources = persona.facets?.provenance as Record<string, { method: string; model: string }[]>;
  assert.deepEqual(Object.keys(sources).sort(), [
    "facets.aspects.appearance",
    "facets.aspects.personality",
    ...["identity.life.background", "identity.social.age", "identity.social.birthplace"],
    ...["identity.social.gender", "identity.social.race", "name"],
  ]);
  for (const [source] of Object.values(sources)) assert.equal(source?.method, "profile-synthesis");
  assert.ok(personaSchema.safeParse(persona).success);
  assert.equal(model.asked[0]?.temperature, 0.7);
});

test("what is known is neither asked for nor changed", async () => {
  const ada: Persona = {
    schema: "dramatis.persona/1",
    name: "Ada",
    identity: { social: { age: 29, occupation: "carpenter" }, life: { loves: ["sailing"] } },
    facets: { aspects: { appearance: "Short.", hobby: "boats" } },
  };
  const { name: _name, age: _age, appearance: _appearance, ...rest } = PROFILE;
  const model = replying(rest);
  const [persona] = (await all(profileSynthesis({ personas: [ada], model }).personas(1))) as [Persona];
  const task = model.asked[0]?.messages[0]?.content ?? "";
  assert.doesNotMatch(task, /full name|age \(|appearance/);
  assert.match(task, /gender .* experience .* personality/);
  assert.equal(persona.name, "Ada");
  assert.deepEqual(persona.identity?.social, {
    ...{ age: 29, occupation: "carpenter", gender: "woman", race: "white", birthplace: "Ghent, Belgium" },
  });
  assert.deepEqual(persona.identity?.life, { loves: ["sailing"], background: PROFILE.experience });
  assert.deepEqual(persona.facets?.aspects, { appearance: "Short.", hobby: "boats", personality: "Patient and dry." });
});

test("a whole persona costs no call", async () => {
  const [whole] = (await all(profileSynthesis({ personas: [nurse], model: replying(PROFILE) }).personas(1))) as [
    Persona,
  ];
  const model = replying(PROFILE);
  assert.deepEqual(await all(profileSynthesis({ personas: [whole], model }).personas(1)), [whole]);
  assert.equal(model.asked.length, 0);
});

test("another age than the summary's is dropped, and so is what cannot be read", async () => {
  const counts = tally();
  const model = listModel([JSON.stringify({ ...PROFILE, age: 30 }), JSON.stringify({ ...PROFILE, age: "old" }), "no"]);
  const source = profileSynthesis({ personas: [nurse, nurse], model, tally: counts, concurrency: 1 });
  assert.deepEqual(await all(source.personas(1)), []);
  const { asked, kept, dropped } = counts.report();
  assert.deepEqual(
    { asked, kept, dropped },
    { asked: 2, kept: 0, dropped: { "contradicts the persona": 1, unparsed: 1 } },
  );
});

test("without a model or personas it says what is needed", () => {
  assert.throws(() => profileSynthesis({ personas: [nurse] }), UnsupportedError);
  assert.throws(() => profileSynthesis({ model: replying("") }), InputError);
});
