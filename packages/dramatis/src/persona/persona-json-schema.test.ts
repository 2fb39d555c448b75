import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { personaJsonSchema } from "./persona-json-schema.ts";

const published = new URL("../../schema/persona.schema.json", import.meta.url);

test("the published schema is fresh; DRAMATIS_UPDATE=1 writes it", async () => {
  const text = `${JSON.stringify(personaJsonSchema(), null, 2)}\n`;
  if (process.env.DRAMATIS_UPDATE === "1") {
    await mkdir(new URL(".", published), { recursive: true });
    await writeFile(published, text);
  }
  assert.equal(await readFile(published, "utf8"), text);
});

test("editors see titles, required keys and that nothing else is allowed", () => {
  const schema = personaJsonSchema();
  assert.equal(schema.title, "Persona");
  assert.match(String(schema.$id), /persona\.schema\.json$/);
  assert.deepEqual(schema.required, ["schema", "name"]);
  assert.equal(schema.additionalProperties, false);
});
