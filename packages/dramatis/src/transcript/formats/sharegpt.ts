import { isObject, type JsonRecord, type Origin, type RecordFormat, recordError, session } from "./format.ts";

const SPEAKERS: Record<string, string> = { human: "user", user: "user", gpt: "assistant", chatgpt: "assistant" };
const UNSPOKEN = new Set(["system", "tool", "function_call", "observation"]);

/** ShareGPT: each record `{conversations: [{from, value}]}` is one session; human is the user, gpt the assistant. */
export const sharegpt: RecordFormat = {
  name: "sharegpt",
  detect: (first) => "conversations" in first,
  parse: (records, origin) =>
    records.map((record) => session(`${origin.stem}-${record.position}`, conversationLines(record, origin))),
};

function conversationLines(record: JsonRecord, origin: Origin): { speaker: string; text: string }[] {
  const turns = isObject(record.value) ? record.value.conversations : undefined;
  if (!Array.isArray(turns)) {
    const expected = '{"conversations": [{"from", "value"}]}';
    throw recordError(record, origin, { found: "no list of conversations", expected });
  }
  return turns.flatMap((turn: unknown, index) => {
    if (!isObject(turn) || typeof turn.from !== "string" || typeof turn.value !== "string" || turn.from === "") {
      const expected = '{"from": a text, "value": a text}';
      throw recordError(record, origin, { part: `conversations[${index}]`, found: "a message without text", expected });
    }
    if (UNSPOKEN.has(turn.from)) return [];
    const speaker = Object.hasOwn(SPEAKERS, turn.from) ? (SPEAKERS[turn.from] as string) : turn.from;
    return [{ speaker, text: turn.value }];
  });
}
