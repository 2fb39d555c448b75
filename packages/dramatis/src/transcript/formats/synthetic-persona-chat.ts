import {
  isObject,
  type JsonRecord,
  type Line,
  type Origin,
  type RecordFormat,
  recordError,
  session,
} from "./format.ts";

const COLUMN = "Best Generated Conversation";
/** Some of the rows have emphasis around the speaker, or around the line. */
const TURN = /^\*?\s*(User [12]):\*?\s*(.*)$/i;

/** Synthetic-Persona-Chat: a conversation a row, one turn a line; the speakers are "user 1" and "user 2". */
export const syntheticPersonaChat: RecordFormat = {
  name: "synthetic-persona-chat",
  detect: (first) => COLUMN in first,
  parse: (records, origin) =>
    records.map((record) => session(`${origin.stem}-${record.position}`, turns(record, origin))),
};

function turns(record: JsonRecord, origin: Origin): Line[] {
  const text = isObject(record.value) ? record.value[COLUMN] : undefined;
  if (typeof text !== "string") {
    throw recordError(record, origin, { found: "no conversation", expected: `a text under ${COLUMN}` });
  }
  const lines: Line[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const bare = line.trim().replace(/^\* (.*) \*$/, "$1");
    const [, speaker, said = ""] = TURN.exec(bare) ?? [];
    const last = lines.at(-1);
    if (speaker !== undefined) lines.push({ speaker: speaker.toLowerCase(), text: said });
    else if (last !== undefined && line.trim() !== "") last.text += `\n${line.trim()}`;
  }
  return lines;
}
