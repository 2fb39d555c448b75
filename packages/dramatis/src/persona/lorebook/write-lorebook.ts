import type { Loss } from "../interchange/interchange.ts";
import { BOOK_FIELDS, CARD_FIELDS, putTogether, WORLD_EXTENSIONS, WORLD_FIELDS } from "./lore-fields.ts";
import { isDelimited, takesKeysAsRegex } from "./lore-key.ts";
import type { Lorebook, LoreEntry } from "./lorebook.ts";
import { parseDecorators } from "./parse-decorators.ts";
import { REQUIRED } from "./read-character-book.ts";

/** Dialects that are written. V2 and V3 as a card's `character_book`: a file of its own wraps it as `lorebook_v3`. */
export type WrittenDialect = "v2" | "v3" | "silly-tavern";

export interface WrittenLorebook {
  record: Record<string, unknown>;
  loss: Loss[];
}

/**
 * A lorebook as another tool writes it. What was not understood of it when it was read comes back in its own dialect,
 * and is reported as dropped in another.
 */
export function writeLorebook(book: Lorebook, dialect: WrittenDialect): WrittenLorebook {
  const loss: Loss[] = [];
  const isSame = familyOf(book.dialect) === familyOf(dialect);
  const rest = restFor(book, { isSame, path: "", loss });
  const fields = { ...rest, ...putTogether(book, BOOK_FIELDS) };
  if (dialect === "silly-tavern") {
    return { record: { ...fields, entries: worldEntries(book, isSame, loss) }, loss };
  }
  const entries = book.entries.map((entry, index) => {
    const path = `entries.${index}`;
    return cardEntry(entry, { dialect, rest: restFor(entry, { isSame, path: `${path}.`, loss }), path, loss });
  });
  return { record: { extensions: {}, ...fields, entries }, loss };
}

function familyOf(dialect: Lorebook["dialect"]): string | undefined {
  return dialect === "v2" || dialect === "v3" ? "card" : dialect;
}

function restFor(
  { rest = {} }: Pick<LoreEntry, "rest">,
  { isSame, path, loss }: { isSame: boolean; path: string; loss: Loss[] },
): Record<string, unknown> {
  if (isSame) return rest;
  for (const name of Object.keys(rest)) {
    loss.push({ path: `${path}rest.${name}`, kind: "dropped", note: "known to the tool it came from alone" });
  }
  return {};
}

interface CardEntryOptions {
  dialect: "v2" | "v3";
  rest: Record<string, unknown>;
  path: string;
  loss: Loss[];
}

function cardEntry(entry: LoreEntry, { dialect, rest, path, loss }: CardEntryOptions): Record<string, unknown> {
  const { keys = [], useRegex } = entry;
  const record = { ...rest, ...structuredClone(REQUIRED), ...putTogether(entry, CARD_FIELDS) };
  // Without it, readers of V3 would take a key such as /cats?/i by its letters.
  if (dialect === "v3") return { ...record, use_regex: useRegex ?? keys.some(isDelimited) };
  const hasTextId = typeof entry.id === "string";
  const noPlace = (name: string): boolean => name === "use_regex" || (hasTextId && name === "id");
  const plain = Object.fromEntries(Object.entries(record).filter(([name]) => !noPlace(name)));
  if (useRegex === true) loss.push({ path: `${path}.use_regex`, kind: "dropped", note: "V2 knows no regex keys" });
  if (hasTextId) loss.push({ path: `${path}.id`, kind: "dropped", note: "V2 has numbers for ids" });
  const { text, lines } = parseDecorators(entry.content);
  if (lines > 0) loss.push({ path: `${path}.content`, kind: "changed", note: "V2 knows no decorators" });
  return lines > 0 ? { ...plain, content: text } : plain;
}

/** What SillyTavern has an entry begin with. */
const WORLD_DEFAULTS: Record<string, unknown> = {
  key: [],
  keysecondary: [],
  comment: "",
  content: "",
  constant: false,
  selective: false,
  selectiveLogic: 0,
  addMemo: true,
  order: 100,
  position: 1,
  disable: false,
  excludeRecursion: false,
  preventRecursion: false,
  delayUntilRecursion: false,
  probability: 100,
  useProbability: true,
  depth: 4,
  group: "",
  groupOverride: false,
  groupWeight: 100,
  scanDepth: null,
  caseSensitive: null,
  matchWholeWords: null,
  useGroupScoring: null,
  automationId: "",
  role: null,
  vectorized: false,
  sticky: null,
  cooldown: null,
  delay: null,
};

/** Fields of an entry that world info has no place for. */
const NOT_IN_WORLD = ["name", "priority"] as const;

function worldEntries({ entries }: Lorebook, isSame: boolean, loss: Loss[]): Record<string, unknown> {
  const names = new Map([...WORLD_EXTENSIONS].map(([world, card]) => [card, world]));
  const uids = isSame ? undefined : freshUids(entries);
  const written = entries.map((entry, index): [string, unknown] => {
    const path = `entries.${index}`;
    const { id, enabled, position, extensions = {}, caseSensitive } = entry;
    const rest = restFor(entry, { isSame, path: `${path}.`, loss });
    const top = Object.entries(extensions).map(([name, value]): [string, unknown] => [names.get(name) ?? name, value]);
    const known = {
      ...Object.fromEntries(top),
      ...rest,
      ...putTogether(entry, WORLD_FIELDS),
      ...(enabled !== undefined && { disable: !enabled }),
    };
    if (uids === undefined) return [entry.slot ?? String(id), known];
    for (const field of NOT_IN_WORLD) {
      if (entry[field] !== undefined) {
        loss.push({ path: `${path}.${field}`, kind: "dropped", note: "world info has no place for it" });
      }
    }
    const uid = uids[index] as number;
    if (id !== undefined && id !== uid) loss.push({ path: `${path}.id`, kind: "changed", note: `now ${uid}` });
    const side = position === "before_char" ? 0 : 1;
    const more = { uid, ...(caseSensitive !== undefined && { caseSensitive }), ...delimitedKeys(entry) };
    return [String(uid), { ...structuredClone(WORLD_DEFAULTS), position: side, ...known, ...more }];
  });
  return Object.fromEntries(written);
}

/** A number for each entry: its own where it has one that is free, else the lowest free one. */
function freshUids(entries: readonly LoreEntry[]): number[] {
  const own = entries.map(({ id }) => (typeof id === "number" && Number.isSafeInteger(id) && id >= 0 ? id : undefined));
  const taken = new Set(own);
  const seen = new Set<number>();
  let next = 0;
  return own.map((id) => {
    if (id !== undefined && !seen.has(id)) {
      seen.add(id);
      return id;
    }
    while (taken.has(next)) next++;
    taken.add(next);
    return next;
  });
}

/** Keys that are regexes without delimiters, with them: so world info knows them. */
function delimitedKeys(entry: LoreEntry): { key?: string[] } {
  if (!takesKeysAsRegex(entry)) return {};
  const { keys = [], caseSensitive } = entry;
  const flags = caseSensitive === false ? "i" : "";
  return { key: keys.map((key) => (isDelimited(key) ? key : `/${key.replaceAll(/(?<!\\)\//g, "\\/")}/${flags}`)) };
}
