import { z } from "zod";
import { personaFromSentences } from "../persona-from-sentences.ts";
import { checkedRecord, isObject } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { toldSentences } from "./told-sentences.ts";
import { withoutMembers } from "./without-members.ts";

const TITLE = "Synthetic-Persona-Chat row";
const SPEAKERS = ["user 1", "user 2"] as const;
const column = (speaker: string): string => `${speaker} personas`;

const schema = z.object({
  [column(SPEAKERS[0])]: z.string().optional(),
  [column(SPEAKERS[1])]: z.string().optional(),
});

/** A row of Synthetic-Persona-Chat: what two speakers are, one sentence a line. Its conversation is a transcript. */
export const syntheticPersonaChat: Interchange = {
  name: "synthetic-persona-chat",
  title: TITLE,
  suffix: ".synthetic-persona-chat.json",
  detects: (record) => isObject(record) && SPEAKERS.some((speaker) => Object.hasOwn(record, column(speaker))),
  split: (record) => {
    if (!isObject(record)) return [record];
    const present = SPEAKERS.filter((speaker) => Object.hasOwn(record, column(speaker)));
    return present.map((speaker) =>
      Object.fromEntries(
        Object.entries(record).filter(([key]) => present.every((other) => other === speaker || key !== column(other))),
      ),
    );
  },
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const name = SPEAKERS.find((speaker) => from[column(speaker)] !== undefined) ?? SPEAKERS[0];
    const texts = (from[column(name)] ?? "").split("\n").map((line) => line.replace(/\s+/g, " ").trim());
    return personaFromSentences(
      name,
      texts.filter((line) => line !== ""),
    );
  },
  write: (persona) => ({
    [column(persona.name === SPEAKERS[1] ? SPEAKERS[1] : SPEAKERS[0])]: toldSentences(persona).join("\n"),
  }),
  withhold: (record) =>
    withoutMembers(record, (_, path) =>
      /^[^.]*conversation$/i.test(path) ? "a conversation; read the file as a transcript" : undefined,
    ),
};
