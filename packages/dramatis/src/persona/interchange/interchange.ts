import type { Persona } from "../../core/index.ts";

/**
 * One other tool's way to write a persona, as plain JSON data.
 *
 * A format says only how a record becomes a persona and how a persona alone becomes a record. What a record holds that a
 * persona has no place for is kept as it is, under the facet of the format's name, and comes back when the persona is
 * written in that format again; that, and the report of what was lost, is done once for all formats in
 * read-record.ts and write-record.ts.
 */
export interface Interchange {
  /** kebab-case; also the name of the facet: "tiny-troupe". */
  readonly name: string;
  /** For people: "TinyTroupe agent". */
  readonly title: string;
  /** How its files end, for writing: ".agent.json". */
  readonly suffix: string;
  /** Whether a record that nobody has checked is of this format. Never throws. */
  detects(record: unknown): boolean;
  /**
   * The persona that the record describes, without the facet that keeps the record.
   *
   * @param where file name, and the record's number where there are several, for messages.
   * @throws InputError naming the field.
   */
  read(record: unknown, where: string): Persona;
  /** The record of a persona, from what this library understands of it alone. Absent where the format is only read. */
  write?(persona: Persona): Record<string, unknown>;
  /**
   * The records of one persona each in a record of several, such as a dialogue of two; each is of this format again.
   * Absent where a record is one persona. A record that cannot be split is returned as it is, for `read` to refuse.
   */
  split?(record: unknown): unknown[];
  /** Whether one persona comes again and again, in a row for each thing that it said: equal parts are then read once. */
  readonly repeats?: boolean;
  /**
   * The record without what must not be kept: secrets, addresses, numbers of identity cards; with a line for each that
   * was there. Absent where the format holds nothing of the kind. Never throws.
   */
  withhold?(record: unknown): Withheld;
  /** What the reader of a record should know besides what was lost: assets that are elsewhere. Never throws. */
  notes?(record: unknown, persona: Persona): Loss[];
  /**
   * A record that was written over an older one of its kind, with the copies that a tool keeps of a field brought in
   * line: only those of fields that differ between the two. Absent where the format keeps no copies.
   */
  settle?(record: Record<string, unknown>, older: Record<string, unknown>): Record<string, unknown>;
  /** What its records are written in, the usual one first; JSON where absent. */
  readonly containers?: readonly ContainerName[];
  /** How a record lies in an image; absent where it never does. */
  readonly image?: ImageRecord;
}

/**
 * What records come in. A text that is neither JSON nor YAML is one record `{ text }`, and a folder is one record
 * `{ files: { "SOUL.md": "…" } }` of the texts in it.
 */
export type ContainerName = "json" | "jsonl" | "yaml" | "png" | "charx" | "text" | "folder";

export interface ImageRecord {
  /** Of the chunk that holds the record. */
  keyword: "chara" | "ccv3";
  /** The copy beside it for programs that know only the older keyword. */
  older?(record: Record<string, unknown>): Record<string, unknown>;
}

/** A record and what was taken out of it. */
export interface Withheld {
  record: unknown;
  losses: Loss[];
}

/** What did not come across, or came across otherwise than it was. One line each, safe to print. */
export interface Loss {
  /** Of the record when reading, of the persona when writing: `data.character_book.entries.3.keys`. */
  path: string;
  /** kept: not understood, but comes back on writing the same format; dropped: gone; changed: not as it was. */
  kind: "kept" | "dropped" | "changed" | "warning";
  note: string;
}
