import { cardNotes, cardOfPersona, commonFields, personaOfCard } from "./card/card-persona.ts";
import { privateChat } from "./card/private-chat.ts";
import { isObject } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";

/** The flat card of the first version: six texts. */
export const characterCardV1: Interchange = {
  name: "character-card-v1",
  title: "Character Card V1",
  suffix: ".card.json",
  containers: ["json", "png"],
  image: { keyword: "chara" },
  detects: (record) =>
    isObject(record) &&
    typeof record.name === "string" &&
    !("data" in record) &&
    ("first_mes" in record || "mes_example" in record),
  read: (record, where) => personaOfCard(isObject(record) ? record : {}, where),
  write: (persona) => commonFields(cardOfPersona(persona)),
  withhold: privateChat,
  notes: (record, persona) => (isObject(record) ? cardNotes(record, persona) : []),
};
