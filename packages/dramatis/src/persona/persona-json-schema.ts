import { z } from "zod";
import { personaSchema } from "./persona-schema.ts";

/** Where editors find the published schema. */
export const SCHEMA_URL = "https://unpkg.com/dramatis/schema/persona.schema.json";

/** The JSON Schema (draft 2020-12) of a persona file, as published in `schema/persona.schema.json`. */
export function personaJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(personaSchema, { target: "draft-2020-12" });
  return { $schema, $id: SCHEMA_URL, ...rest };
}
