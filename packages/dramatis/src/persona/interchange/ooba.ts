import { cardNotes, cardOfPersona, commonFields, personaOfCard } from "./card/card-persona.ts";
import { isObject } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";

/** Its names → those of a card. */
const FIELDS: Record<string, string> = { name: "name", context: "description", greeting: "first_mes" };

/** The character of text-generation-webui ("Ooba"), in YAML. */
export const ooba: Interchange = {
  name: "ooba",
  title: "Ooba character",
  suffix: ".yaml",
  containers: ["yaml", "json"],
  detects: (record) => isObject(record) && typeof record.context === "string" && typeof record.name === "string",
  read: (record, where) => {
    const from = isObject(record) ? record : {};
    const data = Object.entries(FIELDS).map(([field, name]): [string, unknown] => [name, from[field]]);
    return personaOfCard(Object.fromEntries(data), where);
  },
  write: (persona) => {
    const { personality, ...card } = cardOfPersona(persona);
    const fields = commonFields(card);
    const traits = personality === undefined || personality === "" ? "" : `\nPersonality: ${personality}`;
    return { name: fields.name, greeting: fields.first_mes, context: `${String(fields.description)}${traits}`.trim() };
  },
  notes: (_, persona) => cardNotes({}, persona),
};
