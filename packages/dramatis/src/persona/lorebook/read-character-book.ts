import type { Loss } from "../interchange/interchange.ts";
import { BOOK_FIELDS, CARD_FIELDS, isRecord, takeApart } from "./lore-fields.ts";
import type { Lorebook, LoreEntry } from "./lorebook.ts";
import type { LorebookRead } from "./read-lorebook.ts";

/** Fields that the specification requires of an entry: one that is not as it must be is not written back. */
export const REQUIRED: Record<string, unknown> = {
  keys: [],
  content: "",
  extensions: {},
  enabled: true,
  insertion_order: 100,
};

/** A card's `character_book`, or the data of a `lorebook_v3` file. What SillyTavern leaves out is not missed. */
export function readCharacterBook(record: Record<string, unknown>, dialect: "v2" | "v3"): LorebookRead {
  const loss: Loss[] = [];
  const { entries: list, ...fields } = record;
  const { known, rest, odd } = takeApart(fields, BOOK_FIELDS);
  loss.push(...odd.map((name) => notUnderstood(name)), ...unknownFields(rest, odd, ""));
  const entries = (list as unknown[]).flatMap((entry, index) => readEntry(entry, `entries.${index}`, loss));
  const book: Lorebook = { ...known, entries, dialect, ...(Object.keys(rest).length > 0 && { rest }) };
  return { book, loss };
}

function readEntry(record: unknown, path: string, loss: Loss[]): LoreEntry[] {
  if (!isRecord(record)) return notAnEntry(path, loss);
  const [listed, split] = withListedKeys(record, ["keys", "secondary_keys"]);
  const { known, rest, odd } = takeApart(listed, CARD_FIELDS);
  const required = odd.filter((name) => name in REQUIRED);
  loss.push(...split.map((name) => commaSeparated(`${path}.${name}`)));
  for (const name of odd) loss.push(notUnderstood(`${path}.${name}`, name in REQUIRED ? "changed" : "kept"));
  loss.push(...unknownFields(rest, odd, `${path}.`));
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !required.includes(name)));
  return [{ content: "", ...known, ...(Object.keys(kept).length > 0 && { rest: kept }) }];
}

/** Keys that were written as one text with commas, as lists; and the names of those fields. */
export function withListedKeys(
  record: Record<string, unknown>,
  names: readonly string[],
): [Record<string, unknown>, string[]] {
  const split = names.filter((name) => typeof record[name] === "string");
  const lists = split.map((name): [string, string[]] => [name, keyList(record[name] as string)]);
  return [{ ...record, ...Object.fromEntries(lists) }, split];
}

/** The keys of a text with commas. */
export function keyList(text: string): string[] {
  return text
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
}

export function commaSeparated(path: string): Loss {
  return { path, kind: "changed", note: "a text with commas, read as a list of keys" };
}

export function notUnderstood(path: string, kind: "kept" | "changed" = "kept"): Loss {
  const note = kind === "kept" ? "not of the expected kind; kept, not used" : "not of the expected kind; left out";
  return { path, kind, note };
}

export function notAnEntry(path: string, loss: Loss[]): [] {
  loss.push({ path, kind: "dropped", note: "not an entry" });
  return [];
}

export function unknownFields(rest: Record<string, unknown>, odd: readonly string[], prefix: string): Loss[] {
  return Object.entries(rest)
    .filter(([name, value]) => value !== null && !odd.includes(name))
    .map(([name]) => ({ path: `${prefix}${name}`, kind: "kept", note: "not known here; kept, not used" }));
}
