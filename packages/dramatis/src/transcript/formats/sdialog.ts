import {
  isObject,
  type JsonRecord,
  type Line,
  type Origin,
  type RecordFormat,
  recordError,
  session,
} from "./format.ts";

/** A dialog of sdialog: `{turns: [{speaker, text}]}`, named by its id where it has one. */
export const sdialog: RecordFormat = {
  name: "sdialog",
  detect: (first) => Array.isArray(first.turns),
  parse: (records, origin) =>
    records.map((record) => {
      const { id } = isObject(record.value) ? record.value : {};
      const name = typeof id === "string" || typeof id === "number" ? String(id) : "";
      return session(name || `${origin.stem}-${record.position}`, turns(record, origin));
    }),
};

function turns(record: JsonRecord, origin: Origin): Line[] {
  const listed = isObject(record.value) ? record.value.turns : undefined;
  if (!Array.isArray(listed)) {
    throw recordError(record, origin, { found: "no list of turns", expected: '{"turns": [{"speaker", "text"}]}' });
  }
  return listed.map((turn: unknown, index) => {
    if (!isObject(turn) || typeof turn.text !== "string") {
      const expected = '{"speaker": a text, "text": a text}';
      throw recordError(record, origin, { part: `turns[${index}]`, found: "a turn without text", expected });
    }
    return { speaker: typeof turn.speaker === "string" && turn.speaker ? turn.speaker : "unknown", text: turn.text };
  });
}
