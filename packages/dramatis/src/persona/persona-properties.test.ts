import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import { canonicalJson, type Persona } from "../core/index.ts";
import { diffPersonas } from "./diff-personas.ts";
import { personaVersion } from "./persona-version.ts";
import { parsePersonaText } from "./read-persona.ts";
import { renderPersona } from "./render-persona.ts";

const text = fc.string({ minLength: 1, maxLength: 12 }).map((inner) => `I ${inner}`);
const statements = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z]{1,3}$/), text }), {
  selector: ({ id }) => id,
  maxLength: 5,
});
const optional = {
  summary: text,
  statements,
  identity: fc.record({
    social: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.oneof(text, fc.integer(), fc.array(text))),
    personal: fc.array(text, { maxLength: 3 }),
  }),
  traits: fc.uniqueArray(
    fc.record({
      system: fc.constantFrom("big5" as const, "custom" as const),
      dimension: fc.constantFrom("EXT", "openness", "wit"),
      level: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { selector: ({ system, dimension }) => `${system}.${dimension}` },
  ),
  rules: fc.array(text, { maxLength: 3 }),
  facets: fc.dictionary(fc.stringMatching(/^x[a-z]{1,4}$/), fc.jsonValue({ maxDepth: 2 })),
};
const personas = fc.record({ name: text, ...optional }, { requiredKeys: ["name"] }).map(
  (parts): Persona => ({
    schema: "dramatis.persona/1",
    ...(JSON.parse(JSON.stringify(parts)) as Omit<Persona, "schema">),
  }),
);

/** The same data with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

test("YAML and JSON give back what was written, with the same version", () => {
  fc.assert(
    fc.property(personas, (persona) => {
      const yaml = parsePersonaText(stringify(persona, { aliasDuplicateObjects: false }), "a.yaml", "yaml");
      const json = parsePersonaText(JSON.stringify(reversed(persona), null, 2), "a.json", "json");
      assert.equal(canonicalJson(yaml), canonicalJson(persona));
      assert.equal(canonicalJson(json), canonicalJson(persona));
      assert.equal(personaVersion(yaml), personaVersion(json));
    }),
    { seed: 6, numRuns: 150 },
  );
});

test("two personas differ exactly where their canonical JSON differs", () => {
  fc.assert(
    fc.property(personas, personas, (a, b) => {
      assert.deepEqual(diffPersonas(a, reversed(a) as Persona), []);
      assert.equal(diffPersonas(a, b).length === 0, canonicalJson(a) === canonicalJson(b));
    }),
    { seed: 7, numRuns: 150 },
  );
});

test("a prompt fits its budget, or holds nothing that may be dropped", () => {
  const kept = new Set(["ROLE", "IDENTITY", "MORAL", "RULES"]);
  fc.assert(
    fc.property(personas, fc.nat(200), (persona, budget) => {
      const { blocks, dropped } = renderPersona(persona, { budget, countTokens: (words) => words.length });
      const total = blocks.reduce((sum, block) => sum + block.text.length, 0);
      // Separators between pieces are not counted, one character for each piece that stayed.
      const separators = blocks.reduce((sum, block) => sum + block.fields.length + 1, 0);
      assert.ok(total <= budget + separators || blocks.every(({ id }) => kept.has(id)));
      if (dropped.length === 0)
        assert.deepEqual(blocks, renderPersona(persona, { countTokens: (words) => words.length }).blocks);
    }),
    { seed: 8, numRuns: 150 },
  );
});
