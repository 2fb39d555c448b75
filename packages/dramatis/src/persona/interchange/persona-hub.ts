import { z } from "zod";
import { checkedRecord, isObject, UNNAMED } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { toldSentences } from "./told-sentences.ts";

const TITLE = "PersonaHub persona";
const sentence = z.string().regex(/\S/, "a sentence");
const schema = z.union(
  [z.object({ persona: sentence }), z.object({ "input persona": sentence })],
  "a text under persona or input persona",
);

/** PersonaHub [52]: one sentence of somebody, alone or with what was made from it. */
export const personaHub: Interchange = {
  name: "persona-hub",
  title: TITLE,
  suffix: ".persona-hub.json",
  detects: (record) =>
    isObject(record) &&
    (typeof record["input persona"] === "string" ||
      (typeof record.persona === "string" &&
        !Object.keys(record).some((key) => key === "uuid" || /_persona$/.test(key)))),
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const summary = "persona" in from ? from.persona : from["input persona"];
    return { schema: "dramatis.persona/1", name: UNNAMED, summary };
  },
  write: (persona) => ({ persona: persona.summary ?? (toldSentences(persona).join(" ") || persona.name) }),
};
