import assert from "node:assert/strict";
import { test } from "node:test";
import { nemotron } from "./nemotron.ts";

const row = {
  uuid: "0a1b",
  first_name: "Ada",
  last_name: "Brandt",
  persona: "Ada inspects bridges.",
  sports_persona: "Ada sails.",
  cultural_background: "Born by a river.",
  skills_and_expertise: "She welds.",
  skills_and_expertise_list: "['welding', \"steel's limits\"]",
  hobbies_and_interests: "Sailing.",
  career_goals_and_ambitions: "One bridge of her own.",
  sex: "Female",
  age: 41,
  marital_status: "never_married",
  education_level: "bachelors",
  bachelors_field: "stem",
  occupation: "bridge_inspector",
  city: "Graz",
  postcode: "8010",
  openness: { t_score: 60, label: "high", description: "Reads." },
  neuroticism: { t_score: 50 },
  email_address: "ada@example.org",
  phone_number: "1",
  street_name: "Quay",
  national_id: "7",
};

test("a row: facts by column, sides as aspects, scores as levels", () => {
  const { traits, ...persona } = nemotron.read(nemotron.withhold?.(row).record, "f");
  assert.deepEqual(persona, {
    schema: "dramatis.persona/1",
    name: "Ada Brandt",
    summary: "Ada inspects bridges.",
    identity: {
      social: {
        sex: "Female",
        age: 41,
        maritalStatus: "never_married",
        occupation: "bridge_inspector",
        postcode: "8010",
        education: "bachelors",
        major: "stem",
        residence: "Graz",
      },
      life: { background: "Born by a river.", goals: ["One bridge of her own."] },
    },
    facets: { aspects: { sportsPersona: "Ada sails.", skills: ["welding", "steel's limits"], hobby: "Sailing." } },
  });
  // (60 − 50) / 10 = 1; Φ(1) = 0.8413.
  assert.deepEqual(
    traits?.map(({ dimension, level }) => [dimension, Number(level.toFixed(4))]),
    [
      ["openness", 0.8413],
      ["neuroticism", 0.5],
    ],
  );
});

test("who and where a person is, is not kept, and said so", () => {
  const { record, losses } = nemotron.withhold?.(row) ?? { record: {}, losses: [] };
  assert.deepEqual(
    losses.map(({ path }) => path),
    ["email_address", "phone_number", "street_name", "national_id"],
  );
  for (const hidden of ["example.org", "Quay"]) assert.ok(!JSON.stringify([record, losses]).includes(hidden));
});

test("scores are written as they were, and a changed level as the nearest whole score", () => {
  const persona = nemotron.read(row, "f");
  const written = nemotron.write?.(persona) ?? {};
  assert.deepEqual([written.openness, written.neuroticism], [{ t_score: 60 }, { t_score: 50 }]);
  // Φ⁻¹(.9) = 1.2816, so a score of 62.8.
  const changed = { ...persona, traits: [{ system: "big5" as const, dimension: "OPE", level: 0.9 }] };
  assert.deepEqual(nemotron.write?.(changed).openness, { t_score: 63 });
  assert.equal(written.marital_status, "never_married");
  assert.equal(written.skills_and_expertise_list, '["welding", "steel\'s limits"]');
});

test("any column may be missing", () => {
  assert.deepEqual(nemotron.read({ uuid: "x", persona: null }, "f"), { schema: "dramatis.persona/1", name: "Someone" });
});
