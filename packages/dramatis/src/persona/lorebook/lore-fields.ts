import { z } from "zod";
import type { Lorebook, LoreEntry } from "./lorebook.ts";

/** A field of another tool's record: its name there, its name here, and what it must be to be understood. */
export interface LoreField<T> {
  from: string;
  to: keyof T & string;
  schema: z.ZodType;
}

const text = z.string();
const flag = z.boolean();
const number = z.number();
const keys = z.array(text);
const object = z.record(text, z.unknown());

function field<T>(from: string, to: keyof T & string, schema: z.ZodType): LoreField<T> {
  return { from, to, schema };
}

const entry = (from: string, to: keyof LoreEntry & string, schema: z.ZodType): LoreField<LoreEntry> =>
  field(from, to, schema);
const book = (from: string, to: keyof Lorebook & string, schema: z.ZodType): LoreField<Lorebook> =>
  field(from, to, schema);

/** Of a book, in V2, V3 and world info. */
export const BOOK_FIELDS: readonly LoreField<Lorebook>[] = [
  book("name", "name", text),
  book("description", "description", text),
  book("scan_depth", "scanDepth", number),
  book("token_budget", "tokenBudget", number),
  book("recursive_scanning", "recursiveScanning", flag),
  book("extensions", "extensions", object),
];

/** Of an entry in V2 and V3. */
export const CARD_FIELDS: readonly LoreField<LoreEntry>[] = [
  entry("id", "id", z.union([text, number])),
  entry("name", "name", text),
  entry("comment", "comment", text),
  entry("keys", "keys", keys),
  entry("secondary_keys", "secondaryKeys", keys),
  entry("content", "content", text),
  entry("enabled", "enabled", flag),
  entry("constant", "constant", flag),
  entry("selective", "selective", flag),
  entry("use_regex", "useRegex", flag),
  entry("case_sensitive", "caseSensitive", flag),
  entry("insertion_order", "insertionOrder", number),
  entry("priority", "priority", number),
  entry("position", "position", z.enum(["before_char", "after_char"])),
  entry("extensions", "extensions", object),
];

/** Of an entry in world info; `disable` and `position` are read on their own. */
export const WORLD_FIELDS: readonly LoreField<LoreEntry>[] = [
  entry("uid", "id", z.union([text, number])),
  entry("comment", "comment", text),
  entry("key", "keys", keys),
  entry("keysecondary", "secondaryKeys", keys),
  entry("content", "content", text),
  entry("constant", "constant", flag),
  entry("selective", "selective", flag),
  entry("order", "insertionOrder", number),
];

/** What world info says at the top of an entry and a card's book in the entry's `extensions`, by either's name. */
export const WORLD_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ["position", "position"],
  ["excludeRecursion", "exclude_recursion"],
  ["preventRecursion", "prevent_recursion"],
  ["delayUntilRecursion", "delay_until_recursion"],
  ["displayIndex", "display_index"],
  ["probability", "probability"],
  ["useProbability", "useProbability"],
  ["depth", "depth"],
  ["selectiveLogic", "selectiveLogic"],
  ["outletName", "outlet_name"],
  ["group", "group"],
  ["groupOverride", "group_override"],
  ["groupWeight", "group_weight"],
  ["scanDepth", "scan_depth"],
  ["caseSensitive", "case_sensitive"],
  ["matchWholeWords", "match_whole_words"],
  ["useGroupScoring", "use_group_scoring"],
  ["automationId", "automation_id"],
  ["role", "role"],
  ["vectorized", "vectorized"],
  ["sticky", "sticky"],
  ["cooldown", "cooldown"],
  ["delay", "delay"],
]);

/** A record taken apart: what was understood, and everything else as it was. */
export interface TakenApart {
  known: Record<string, unknown>;
  rest: Record<string, unknown>;
  /** Fields by whose names something else was found; a null is nothing found. */
  odd: string[];
}

export function takeApart<T>(record: Record<string, unknown>, fields: readonly LoreField<T>[]): TakenApart {
  const known: [string, unknown][] = [];
  const rest: [string, unknown][] = [];
  const odd: string[] = [];
  const byName = new Map(fields.map((one) => [one.from, one]));
  for (const [name, value] of Object.entries(record)) {
    const of = byName.get(name);
    if (of?.schema.safeParse(value).success) known.push([of.to, value]);
    else {
      rest.push([name, value]);
      if (of && value !== null) odd.push(name);
    }
  }
  return { known: Object.fromEntries(known), rest: Object.fromEntries(rest), odd };
}

/** The record's fields that say what is known, in the order of `fields`. */
export function putTogether<T extends object>(value: T, fields: readonly LoreField<T>[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ from, to }): [string, unknown][] => (value[to] === undefined ? [] : [[from, value[to]]])),
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
