import { z } from "zod";
import { personaFromSentences } from "../persona-from-sentences.ts";
import { checkedRecord, isObject, UNNAMED } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { toldSentences } from "./told-sentences.ts";

const TITLE = "PersonaChat file";
const LINE = /^(?:\d+ )?(your|partner's) persona:\s*(.*)$/i;

const schema = z.object({ text: z.string() });

/**
 * The personas of a PersonaChat file: `your persona: i have two dogs.`, and the partner's. What stands after a tab, such
 * as a triple, is no part of the sentence. The turns between are a transcript.
 */
export const personaChatFile: Interchange = {
  name: "persona-chat-file",
  title: TITLE,
  suffix: ".txt",
  containers: ["text"],
  detects: (record) =>
    isObject(record) &&
    typeof record.text === "string" &&
    LINE.test(record.text.trimStart().split(/\r?\n/, 1)[0] ?? ""),
  split: (record) => {
    const parsed = schema.safeParse(record);
    return parsed.success ? blocks(parsed.data.text) : [record];
  },
  read: (record, where) => {
    const { text } = checkedRecord(record, schema, { where, title: TITLE });
    const lines = text.split(/\r\n|\n|\r/).map((line) => LINE.exec(line.trim())?.[2]?.split("\t", 1)[0] ?? "");
    const texts = lines.map((line) => line.replace(/\s+/g, " ").trim());
    return personaFromSentences(
      UNNAMED,
      texts.filter((line) => line !== ""),
    );
  },
  write: (persona) => ({
    text: toldSentences(persona)
      .map((sentence) => `your persona: ${sentence}\n`)
      .join(""),
  }),
};

/** One record for each speaker of each dialogue, with the persona's lines alone. */
function blocks(text: string): unknown[] {
  const found: { text: string }[] = [];
  let block = new Map<string, { text: string }>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const whose = LINE.exec(line.trim())?.[1]?.toLowerCase();
    if (whose === undefined) {
      if (line.trim() !== "") block = new Map();
      continue;
    }
    const own = block.get(whose) ?? { text: "" };
    if (!block.has(whose)) found.push(own);
    block.set(whose, own);
    own.text += `${line.trim()}\n`;
  }
  return found;
}
