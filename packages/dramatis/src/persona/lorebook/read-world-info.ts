import type { Loss } from "../interchange/interchange.ts";
import { BOOK_FIELDS, isRecord, takeApart, WORLD_EXTENSIONS, WORLD_FIELDS } from "./lore-fields.ts";
import type { Lorebook, LoreEntry } from "./lorebook.ts";
import { commaSeparated, notAnEntry, notUnderstood, unknownFields, withListedKeys } from "./read-character-book.ts";
import type { LorebookRead } from "./read-lorebook.ts";

const EXTENSION_NAMES = new Set(WORLD_EXTENSIONS.values());

/** SillyTavern's world info: `entries` by uid, or, from old tools, in a list. */
export function readWorldInfo(record: Record<string, unknown>): LorebookRead {
  const loss: Loss[] = [];
  const { entries: all, ...fields } = record;
  const { known, rest, odd } = takeApart(fields, BOOK_FIELDS);
  loss.push(...odd.map((name) => notUnderstood(name)), ...unknownFields(rest, odd, ""));
  const entries = Object.entries(all as object).flatMap(([slot, entry]) => readEntry(entry, slot, loss));
  const book: Lorebook = { ...known, entries, dialect: "silly-tavern", ...(Object.keys(rest).length > 0 && { rest }) };
  return { book, loss };
}

function readEntry(record: unknown, slot: string, loss: Loss[]): LoreEntry[] {
  const path = `entries.${slot}`;
  if (!isRecord(record)) return notAnEntry(path, loss);
  const [listed, split] = withListedKeys(record, ["key", "keysecondary"]);
  const { known, rest, odd } = takeApart(listed, WORLD_FIELDS);
  loss.push(...split.map((name) => commaSeparated(`${path}.${name}`)));
  loss.push(...odd.map((name) => notUnderstood(`${path}.${name}`, name === "content" ? "changed" : "kept")));

  // What world info says at the top a card says in `extensions`; a name that only a card has there must not be taken for it.
  const [extensions, kept]: [string, unknown][][] = [[], []];
  for (const [name, value] of Object.entries(rest)) {
    const isClash = odd.includes(name) || value === null || EXTENSION_NAMES.has(name);
    const extension = WORLD_EXTENSIONS.get(name);
    if (extension !== undefined) extensions?.push([extension, value]);
    else if (name === "disable" && typeof value === "boolean") known.enabled = !value;
    else if (isClash || name === "disable") kept?.push([name, value]);
    else extensions?.push([name, value]);
  }
  const entry: LoreEntry = { content: "", ...known };
  if (typeof record.position === "number") entry.position = record.position === 0 ? "before_char" : "after_char";
  if (extensions && extensions.length > 0) entry.extensions = Object.fromEntries(extensions);
  if (kept && kept.length > 0) entry.rest = Object.fromEntries(kept.filter(([name]) => name !== "content"));
  if (String(entry.id) !== slot) entry.slot = slot;
  return [entry];
}
