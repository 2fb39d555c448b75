import assert from "node:assert/strict";
import { test } from "node:test";
import { examplePersona } from "./example-persona.ts";
import { parsePersonaText } from "./read-persona.ts";

test("the example is valid, points editors to the schema, and shows every part of the core", () => {
  assert.match(examplePersona(), /^# yaml-language-server: \$schema=https:\/\/\S+\n/);
  const persona = parsePersonaText(examplePersona(), "a.yaml", "yaml");
  assert.deepEqual(
    Object.keys(persona),
    "schema name summary kind statements identity traits style knowledge relations preferences rules provenance facets".split(
      " ",
    ),
  );
});

test("any name is written so that YAML reads it back", () => {
  for (const name of ["Ada", 'O"Neil: #1', "yes", "12", "\\n"]) {
    assert.equal(parsePersonaText(examplePersona(name), "a.yaml", "yaml").name, name);
  }
});
