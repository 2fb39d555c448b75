import { z } from "zod";
import type { Loss } from "../interchange/interchange.ts";
import { isRecord, type LoreField, takeApart } from "./lore-fields.ts";
import type { LoreDialect, LoreEntry } from "./lorebook.ts";
import { keyList, notAnEntry, notUnderstood } from "./read-character-book.ts";
import type { LorebookRead } from "./read-lorebook.ts";

// Lorebooks that are only read. What they say that a card's book cannot is kept in the entry's `extensions`, under the
// name of the tool.

const text = z.string();
const number = z.number();
const flag = z.boolean();

type Fields = readonly LoreField<LoreEntry>[];

const AGNAI: Fields = [
  { from: "name", to: "name", schema: text },
  { from: "keywords", to: "keys", schema: z.array(text) },
  { from: "entry", to: "content", schema: text },
  { from: "weight", to: "insertionOrder", schema: number },
  { from: "priority", to: "priority", schema: number },
  { from: "enabled", to: "enabled", schema: flag },
];

const RISU: Fields = [
  { from: "comment", to: "comment", schema: text },
  { from: "content", to: "content", schema: text },
  { from: "alwaysActive", to: "constant", schema: flag },
  { from: "selective", to: "selective", schema: flag },
  { from: "insertorder", to: "insertionOrder", schema: number },
  { from: "useRegex", to: "useRegex", schema: flag },
];

const NOVEL_AI: Fields = [
  { from: "displayName", to: "comment", schema: text },
  { from: "keys", to: "keys", schema: z.array(text) },
  { from: "text", to: "content", schema: text },
  { from: "enabled", to: "enabled", schema: flag },
  { from: "forceActivation", to: "constant", schema: flag },
];

/** `{ kind: "memory", entries: [{ name, keywords, entry, weight, enabled }] }` */
export function readAgnai(record: Record<string, unknown>): LorebookRead {
  return readEntries(record, { dialect: "agnai", list: "entries", fields: AGNAI });
}

/** `{ type: "risu", data: [{ key: "a, b", secondkey, comment, content, alwaysActive, … }] }` */
export function readRisu(record: Record<string, unknown>): LorebookRead {
  const more = (entry: Record<string, unknown>): Partial<LoreEntry> => {
    const { key, secondkey, activationPercent, useRegex } = entry;
    const keys = (value: string): string[] => (useRegex === true ? [value].filter(Boolean) : keyList(value));
    return {
      ...(typeof key === "string" && { keys: keys(key) }),
      ...(typeof secondkey === "string" && { secondaryKeys: keys(secondkey) }),
      ...(typeof activationPercent === "number" && {
        extensions: { probability: activationPercent, useProbability: true },
      }),
    };
  };
  return readEntries(record, { dialect: "risu", list: "data", fields: RISU, more });
}

/** `{ lorebookVersion, entries: [{ displayName, keys, text, enabled, contextConfig: { budgetPriority } }] }` */
export function readNovelAi(record: Record<string, unknown>): LorebookRead {
  const more = ({ contextConfig }: Record<string, unknown>): Partial<LoreEntry> => {
    const order = isRecord(contextConfig) ? contextConfig.budgetPriority : undefined;
    return typeof order === "number" ? { insertionOrder: order } : {};
  };
  return readEntries(record, { dialect: "novel-ai", list: "entries", fields: NOVEL_AI, more });
}

interface Reading {
  dialect: LoreDialect;
  /** Where the entries are. */
  list: string;
  fields: Fields;
  /** What is not one field for one field. */
  more?: (entry: Record<string, unknown>) => Partial<LoreEntry>;
}

function readEntries(record: Record<string, unknown>, { dialect, list, fields, more }: Reading): LorebookRead {
  const loss: Loss[] = [];
  const entries = (record[list] as unknown[]).flatMap((entry, index): LoreEntry[] => {
    const path = `${list}.${index}`;
    if (!isRecord(entry)) return notAnEntry(path, loss);
    const { known, rest, odd } = takeApart(entry, fields);
    const made = more?.(entry) ?? {};
    loss.push(...odd.map((name) => notUnderstood(`${path}.${name}`)));
    const hasRest = Object.keys(rest).length > 0;
    const extensions = { ...made.extensions, ...(hasRest && { [dialect]: rest }) };
    return [{ content: "", ...known, ...made, ...(Object.keys(extensions).length > 0 && { extensions }) }];
  });
  const { [list]: _entries, ...rest } = record;
  const { name, description } = record;
  for (const field of Object.keys(rest)) {
    if (!["kind", "type", "ver", "name", "description", "lorebookVersion"].includes(field)) {
      loss.push({ path: field, kind: "dropped", note: "not known here" });
    }
  }
  return {
    book: {
      ...(typeof name === "string" && { name }),
      ...(typeof description === "string" && { description }),
      entries,
      dialect,
    },
    loss,
  };
}
