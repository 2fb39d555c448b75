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
}

/** What did not come across, or came across otherwise than it was. One line each, safe to print. */
export interface Loss {
  /** Of the record when reading, of the persona when writing: `data.character_book.entries.3.keys`. */
  path: string;
  /** kept: not understood, but comes back on writing the same format; dropped: gone; changed: not as it was. */
  kind: "kept" | "dropped" | "changed" | "warning";
  note: string;
}
