import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../core/index.ts";
import { personaVersion } from "./persona-version.ts";
import { parsePersonaText } from "./read-persona.ts";

const ada: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: [{ id: "a", text: "I hike." }],
  traits: [{ system: "big5", dimension: "EXT", level: 0.8 }],
};

test("comments, key order and file format do not change the version", () => {
  const yaml = `# Ada
traits: [{level: 0.80, dimension: EXT, system: big5}]
name: Ada # the first
statements:
  - text: I hike.
    id: a
schema: dramatis.persona/1
`;
  assert.equal(personaVersion(parsePersonaText(yaml, "a.yaml", "yaml")), personaVersion(ada));
});

test("provenance does not count, wherever it stands", () => {
  const provenance = [{ source: "llm_inferred" as const, at: "2025-01-01T00:00:00Z" }];
  const sourced: Persona = {
    ...ada,
    provenance,
    statements: [{ id: "a", text: "I hike.", provenance }],
    traits: [{ system: "big5", dimension: "EXT", level: 0.8, provenance }],
    facets: { provenance: { "identity.social.age": provenance } },
  };
  assert.equal(personaVersion(sourced), personaVersion(ada));
});

test("content counts, and known to be none is not unknown", () => {
  const others: Persona[] = [
    { ...ada, name: "Bea" },
    { ...ada, rules: [] },
    { ...ada, statements: [{ id: "a", text: "I hike.", protected: true }] },
    { ...ada, facets: { moral: { level: 1, traits: [] } } },
  ];
  assert.equal(new Set([ada, ...others].map(personaVersion)).size, 5);
});
