import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Persona } from "../core/index.ts";
import { examplePersona } from "./example-persona.ts";
import { personaText } from "./persona-text.ts";
import { parsePersonaText } from "./read-persona.ts";

const EXAMPLE = parsePersonaText(examplePersona(), "example", "yaml");

test("what is written is read again as the same persona, in both formats", () => {
  for (const format of ["yaml", "json"] as const) {
    assert.deepEqual(parsePersonaText(personaText(EXAMPLE, format), "x", format), EXAMPLE);
  }
});

test("any text survives: marks, breaks, emoji, what looks like YAML or a number", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((each) => /\S/.test(each));
  fc.assert(
    fc.property(text, fc.array(text), fc.dictionary(fc.string(), fc.jsonValue()), (name, facts, facet) => {
      const persona: Persona = {
        schema: "dramatis.persona/1",
        name,
        statements: facts.map((fact, i) => ({ id: `s${i}`, text: fact })),
        knowledge: { facts: ["1e3", "no", "~", "- a: b", "# c", ...facts] },
        facets: { extra: JSON.parse(JSON.stringify(facet).replaceAll('"__proto__"', '"proto"')) },
      };
      assert.deepEqual(parsePersonaText(personaText(persona), "x", "yaml"), persona);
    }),
    { seed: 5, numRuns: 200 },
  );
});

test("two equal parts are written out twice, for aliases are limited", () => {
  const shared = { source: "human_entered" as const };
  const statements = Array.from({ length: 60 }, (_, i) => ({ id: `s${i}`, text: "I sail.", provenance: [shared] }));
  const persona: Persona = { schema: "dramatis.persona/1", name: "Ada", statements };
  assert.deepEqual(parsePersonaText(personaText(persona), "x", "yaml"), persona);
});
