import { InputError, oneLine } from "../../core/index.ts";
import type { Loss } from "../interchange/interchange.ts";
import { isRecord } from "./lore-fields.ts";
import type { Lorebook, LoreDialect } from "./lorebook.ts";
import { readCharacterBook } from "./read-character-book.ts";
import { readAgnai, readNovelAi, readRisu } from "./read-other-lorebooks.ts";
import { readWorldInfo } from "./read-world-info.ts";

/** A lorebook as read, with what did not come across as it was. */
export interface LorebookRead {
  book: Lorebook;
  loss: Loss[];
}

/** Most entries of a book that is read. */
const MOST_ENTRIES = 50_000;

const DIALECTS: Record<LoreDialect, (record: Record<string, unknown>) => LorebookRead> = {
  v2: (record) => readCharacterBook(record, "v2"),
  v3: (record) => readCharacterBook(record, "v3"),
  "silly-tavern": readWorldInfo,
  agnai: readAgnai,
  risu: readRisu,
  "novel-ai": readNovelAi,
};

/** Whose lorebook a value is that nobody has checked; undefined where it is none. */
export function lorebookDialect(value: unknown): LoreDialect | undefined {
  if (!isRecord(value)) return undefined;
  if (value.spec === "lorebook_v3") return isRecord(value.data) && Array.isArray(value.data.entries) ? "v3" : undefined;
  if (value.type === "risu") return Array.isArray(value.data) ? "risu" : undefined;
  if (isRecord(value.entries)) return "silly-tavern";
  if (!Array.isArray(value.entries)) return undefined;
  if (value.kind === "memory") return "agnai";
  if ("lorebookVersion" in value) return "novel-ai";
  const entries = value.entries.filter(isRecord);
  if (entries.some((entry) => "use_regex" in entry)) return "v3";
  return entries.some((entry) => "key" in entry && !("keys" in entry)) ? "silly-tavern" : "v2";
}

/**
 * A lorebook of any of the six dialects: a card's `character_book` (V2, V3), a `lorebook_v3` file, SillyTavern's world
 * info, or one of Agnai, RisuAI or NovelAI. An entry that is odd is read as far as it can be, and reported.
 *
 * @param where file name, for messages.
 * @throws InputError for what is no lorebook, or is too long.
 */
export function readLorebook(value: unknown, where: string): LorebookRead {
  const dialect = lorebookDialect(value);
  if (dialect === undefined || !isRecord(value)) {
    const found = isRecord(value) ? `keys ${Object.keys(value).slice(0, 6).join(", ") || "none"}` : typeof value;
    const expected = "a lorebook: entries of a card's character_book, of world info, of Agnai, RisuAI or NovelAI";
    throw new InputError({ where, found: oneLine(found, 120), expected });
  }
  const record = value.spec === "lorebook_v3" && isRecord(value.data) ? value.data : value;
  const list = dialect === "risu" ? record.data : record.entries;
  const count = Array.isArray(list) ? list.length : Object.keys(list as object).length;
  if (count > MOST_ENTRIES) {
    throw new InputError({ where, found: `${count} entries`, expected: `at most ${MOST_ENTRIES}` });
  }
  return DIALECTS[dialect](record);
}
