import { InputError, type Transcript, UnknownNameError } from "../core/index.ts";
import { csvHeader, csvRecords } from "./csv-records.ts";
import { isObject, type JsonRecord, type Origin, originOf, type RecordFormat } from "./formats/format.ts";
import { FORMAT_NAMES, RECORD_FORMATS } from "./formats/index.ts";
import { isPersonaChat, parsePersonaChat } from "./formats/personachat.ts";
import { jsonRecords } from "./json-records.ts";

/**
 * The conversations in a text: JSON, JSON lines, rows with a header, or PersonaChat. Without `format` the content decides.
 *
 * @param where file name for messages; sessions without a name are named after it.
 * @param format one of FORMAT_NAMES.
 * @throws InputError naming the line; UnknownNameError for another format.
 */
export function parseTranscripts(text: string, where: string, format?: string): Transcript[] {
  if (format !== undefined && !FORMAT_NAMES.includes(format)) {
    throw new UnknownNameError("transcript format", format, FORMAT_NAMES);
  }
  if (text.trim() === "") throw new InputError({ where, found: "an empty file", expected: "a conversation" });
  const origin = originOf(where);
  if (format === "personachat" || (format === undefined && isPersonaChat(text))) {
    return spoken(
      parsePersonaChat(text, where).map(({ transcript }) => transcript),
      where,
    );
  }
  const header = csvHeader(text);
  const isRows = header !== undefined && (format !== undefined || RECORD_FORMATS.some((each) => each.detect(header)));
  if (format === undefined && !isRows && !/^\s*[[{]/.test(text)) {
    const found = JSON.stringify(
      text
        .trimStart()
        .split(/[\r\n]/, 1)[0]
        ?.slice(0, 60),
    );
    throw new InputError({ where, line: leadingLines(text) + 1, found, expected: `one of ${FORMAT_NAMES.join(", ")}` });
  }
  const records = isRows ? csvRecords(text, where) : jsonRecords(text, where);
  const reader = RECORD_FORMATS.find(({ name }) => name === format) ?? detect(records, origin);
  return spoken(reader.parse(records, origin), where);
}

function detect([first]: readonly JsonRecord[], { where }: Origin): RecordFormat {
  // A bare list of messages, several to a file.
  const value: unknown = Array.isArray(first?.value) ? first.value[0] : first?.value;
  const format = isObject(value) ? RECORD_FORMATS.find((each) => each.detect(value)) : undefined;
  if (format !== undefined) return format;
  throw new InputError({
    where,
    ...(first?.line === undefined ? {} : { line: first.line }),
    found: isObject(value)
      ? `the keys ${Object.keys(value).slice(0, 8).join(", ") || "(none)"}`
      : JSON.stringify(value ?? null).slice(0, 60),
    expected: '{"speaker", "text"}, {"messages": …} or {"conversations": …}',
  });
}

/** A file that holds no turn at all is an error, not a conversation that scores nothing. */
function spoken(transcripts: Transcript[], where: string): Transcript[] {
  const found = transcripts.filter(({ messages }) => messages.length > 0);
  if (found.length === 0) throw new InputError({ where, found: "no message", expected: "at least one message" });
  return found;
}

function leadingLines(text: string): number {
  return text.slice(0, text.length - text.trimStart().length).split("\n").length - 1;
}
