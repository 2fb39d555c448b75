import {
  isObject,
  type JsonRecord,
  type Line,
  type Origin,
  type RecordFormat,
  recordError,
  session,
} from "./format.ts";

const WORLD = "Environment";
const SAID = /^said:\s*(?:"(.*)"|(.*))\s*$/s;
const DONE = /^\[(non-verbal communication|action)\]\s*(.*)$/s;

/**
 * An episode of SOTOPIA: turns of `[sender, receiver, text]`. What the environment tells an agent holds its secret and
 * its goal, and is no conversation; nor is doing nothing. What was done and not said is so marked in the evidence.
 */
export const sotopia: RecordFormat = {
  name: "sotopia",
  detect: ({ messages }) => Array.isArray(messages) && Array.isArray(messages[0]),
  parse: (records, origin) =>
    records.map((record) => {
      const { pk, messages } = isObject(record.value) ? record.value : {};
      const name = typeof pk === "string" && pk !== "" ? pk : `${origin.stem}-${record.position}`;
      if (!Array.isArray(messages) || !messages.every((turn) => Array.isArray(turn))) {
        const expected = '{"messages": [[[sender, receiver, text]]]}';
        throw recordError(record, origin, { found: "no turns under messages", expected });
      }
      const lines = messages.flatMap((turn: unknown[], at) =>
        turn.flatMap((message, index) => spoken(message, { part: `messages[${at}][${index}]`, record, origin })),
      );
      return session(name, lines);
    }),
};

function spoken(message: unknown, place: { part: string; record: JsonRecord; origin: Origin }): Line[] {
  const texts = Array.isArray(message) ? message.filter((each) => typeof each === "string") : [];
  const [speaker = "", receiver = "", text = ""] = texts;
  if (texts.length !== 3) {
    const { part, record, origin } = place;
    throw recordError(record, origin, { part, found: "another shape", expected: "[sender, receiver, text]" });
  }
  if (speaker === WORLD || receiver !== WORLD || speaker === "" || text.trim() === "did nothing") return [];
  const said = SAID.exec(text);
  if (said !== null) return [{ speaker, text: said[1] ?? said[2] ?? "" }];
  const [, act = "action", done = text] = DONE.exec(text) ?? [];
  return [{ speaker, text: done, evidence: { act } }];
}
