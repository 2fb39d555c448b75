import {
  isObject,
  type JsonRecord,
  type Line,
  type Origin,
  type RecordFormat,
  recordError,
  session,
} from "./format.ts";

/** PIPPA [114]: each record is one conversation of a person with a bot, `[{message, is_human}]`. */
export const pippa: RecordFormat = {
  name: "pippa",
  detect: (first) => "conversation" in first && ("bot_name" in first || "bot_id" in first),
  parse: (records, origin) =>
    records.map((record) => session(`${origin.stem}-${record.position}`, conversation(record, origin))),
};

function conversation(record: JsonRecord, origin: Origin): Line[] {
  const value = isObject(record.value) ? record.value : {};
  if (!Array.isArray(value.conversation)) {
    const expected = '{"conversation": [{"message", "is_human"}]}';
    throw recordError(record, origin, { found: "no list under conversation", expected });
  }
  const bot = typeof value.bot_name === "string" && value.bot_name.trim() !== "" ? value.bot_name : "assistant";
  return value.conversation.map((turn: unknown, index) => {
    if (!isObject(turn) || typeof turn.message !== "string" || typeof turn.is_human !== "boolean") {
      const expected = '{"message": a text, "is_human": true or false}';
      throw recordError(record, origin, { part: `conversation[${index}]`, found: "another shape", expected });
    }
    return { speaker: turn.is_human ? "user" : bot, text: turn.message };
  });
}
