import { basename } from "node:path";
import { InputError, type Message, type Transcript } from "../../core/index.ts";

/** One JSON value of a file, with the line it starts on, where that is known. */
export interface JsonRecord {
  value: unknown;
  line?: number;
  /** 1-based position among the records. */
  position: number;
}

/** Where a text came from, and the name that its sessions are given when they have none. */
export interface Origin {
  where: string;
  stem: string;
}

/** "a/talk.jsonl" → sessions named after "talk" */
export function originOf(where: string): Origin {
  return { where, stem: where === "-" ? "stdin" : basename(where).replace(/\.[^.]+$/, "") || "session" };
}

/** How conversations are written as JSON, or as rows, one record after the other. */
export interface RecordFormat {
  readonly name: string;
  /** Whether a file whose first record is `first` is of this format. */
  detect(first: Record<string, unknown>): boolean;
  /** Throws InputError when a record is not what the format says. */
  parse(records: readonly JsonRecord[], origin: Origin): Transcript[];
}

/** A fault of one record; `part` says where inside it. */
export function recordError(
  record: JsonRecord,
  { where }: Origin,
  fault: { part?: string; found: string; expected: string },
): InputError {
  const place = [record.line === undefined ? `record ${record.position}` : "", fault.part ?? ""].filter(
    (text) => text !== "",
  );
  return new InputError({
    where,
    ...(record.line === undefined ? {} : { line: record.line }),
    found: [...place, fault.found].join(": "),
    expected: fault.expected,
  });
}

/** A message before its place is known. */
export type Line = Omit<Message, "session" | "turn">;

/** A session whose turns are the given lines, in order. */
export function session(name: string, lines: readonly Line[]): Transcript {
  return { session: name, messages: lines.map((line, turn) => ({ session: name, turn, ...line })) };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
