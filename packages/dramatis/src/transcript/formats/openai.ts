import type { Transcript } from "../../core/index.ts";
import { isObject, type JsonRecord, type Origin, type RecordFormat, recordError, session } from "./format.ts";

/** Roles that are instructions or machinery, not conversation. */
const UNSPOKEN = new Set(["system", "developer", "tool", "function"]);

/**
 * OpenAI chat messages: each record `{messages: [{role, content}]}` or a bare list of messages is one session; records
 * that are messages themselves make one session together. System and tool messages are left out, and so is an
 * assistant message that only calls tools.
 */
export const openai: RecordFormat = {
  name: "openai",
  detect: (first) => "messages" in first || "role" in first,
  parse: (records, origin) => {
    const [first] = records;
    if (isObject(first?.value) && "role" in first.value) {
      const lines = records.flatMap((record) => messageLines(record.value, { part: "", record, origin }));
      return [session(origin.stem, lines)];
    }
    return records.map((record) => parseSession(record, origin));
  },
};

function parseSession(record: JsonRecord, origin: Origin): Transcript {
  const messages = isObject(record.value) ? record.value.messages : record.value;
  if (!Array.isArray(messages)) {
    throw recordError(record, origin, {
      found: "no list of messages",
      expected: '{"messages": [{"role", "content"}]}',
    });
  }
  const lines = messages.flatMap((message, index) =>
    messageLines(message, { part: `messages[${index}]`, record, origin }),
  );
  return session(`${origin.stem}-${record.position}`, lines);
}

interface Place {
  part: string;
  record: JsonRecord;
  origin: Origin;
}

/** None or one line of conversation. */
function messageLines(message: unknown, place: Place): { speaker: string; text: string }[] {
  const { part, record, origin } = place;
  const expected = '{"role": a text, "content": a text or a list of parts}';
  if (!isObject(message) || typeof message.role !== "string" || message.role === "") {
    throw recordError(record, origin, { part, found: "a message without a role", expected });
  }
  if (UNSPOKEN.has(message.role)) return [];
  const text = contentText(message.content);
  if (text === undefined && (message.tool_calls !== undefined || message.function_call !== undefined)) return [];
  if (text === undefined) throw recordError(record, origin, { part, found: "a message without text", expected });
  return [{ speaker: message.role, text }];
}

/** The text of a content, or of its text parts; undefined where there is none. */
function contentText(content: unknown): string | undefined {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.flatMap((part) => (isObject(part) && typeof part.text === "string" ? [part.text] : []));
  return texts.length > 0 ? texts.join("\n") : undefined;
}
