import { isDelimited, type LoreKey, loreKey, takesKeysAsRegex } from "./lore-key.ts";
import type { Lorebook, LoreEntry } from "./lorebook.ts";
import { type LoreDecorators, parseDecorators } from "./parse-decorators.ts";

/** Where an entry goes: around what the persona is, or so many messages before the end of the chat. */
export type LorePlace = { at: "before" | "after" } | { at: "depth"; depth: number; role: LoreRole };
export type LoreRole = "system" | "user" | "assistant";

/** An entry made ready: what its fields, its extensions and its decorators say together. */
export interface LoreRule {
  /** "character:3": its book and its id, or its place in the book. */
  id: string;
  book: number;
  /** Place in the book. */
  index: number;
  entry: LoreEntry;
  /** What it says, without decorators. */
  text: string;
  decorators: LoreDecorators;
  constant: boolean;
  primary: LoreKey[];
  secondary: LoreKey[];
  /** One of each list must be there. */
  additional: LoreKey[][];
  /** None may be there. */
  exclude: LoreKey[];
  /** All of these. */
  keys: LoreKey[];
  logic: "and_any" | "not_all" | "not_any" | "and_all";
  scanDepth: number;
  /** Whether what other entries say may bring it up, and the other way round. */
  isRecursive: boolean;
  excludeRecursion: boolean;
  preventRecursion: boolean;
  /** 0, or the level of recursion from which it may come up. */
  delayUntilRecursion: number;
  /** Per cent. */
  probability: number;
  groups: string[];
  groupWeight: number;
  groupOverride: boolean;
  groupScoring: boolean;
  /** In messages. */
  sticky: number;
  cooldown: number;
  delay: number;
  insertionOrder: number;
  /** The lowest goes first when the budget is short. */
  rank: number;
  place: (messages: number) => LorePlace;
}

/** How many of the last messages are looked at where nothing says it: two of each side. */
const SCAN_DEPTH = 4;
const INSERTION_ORDER = 100;
/** SillyTavern's default of entries in the chat, and of the author's note. */
const DEPTH = 4;
const LOGICS = ["and_any", "not_all", "not_any", "and_all"] as const;
const ROLES = ["system", "user", "assistant"] as const;

/** SillyTavern's `extensions.position`. */
const [BEFORE, NOTE_TOP, NOTE_BOTTOM, AT_DEPTH, OUTLET] = [0, 2, 3, 4, 7];

/** For `{{char}}` and `{{user}}`. */
interface Names {
  char: string;
  user: string;
}

export interface RulesOptions extends Names {
  /** In order of precedence: the character's book, then the world's. */
  books: readonly { side: string; book: Lorebook }[];
}

/** Every entry that can come up, in the order of the books. */
export function loreRules({ books, char, user }: RulesOptions): LoreRule[] {
  return books.flatMap(({ side, book }, at) =>
    book.entries.flatMap((entry, index): LoreRule[] => {
      // What SillyTavern puts where a prompt calls for it by name has no such place here.
      if (entry.enabled === false || entry.extensions?.position === OUTLET) return [];
      const id = `${side}:${entry.id ?? index}`;
      return [{ id, book: at, index, entry, ...ruleOf(entry, { book, char, user }) }];
    }),
  );
}

type Settings = Omit<LoreRule, "id" | "book" | "index" | "entry">;

function ruleOf(entry: LoreEntry, { book, char, user }: { book: Lorebook; char: string; user: string }): Settings {
  const { extensions = {}, insertionOrder = INSERTION_ORDER } = entry;
  const { decorators, text } = parseDecorators(entry.content);
  const number = (name: string): number | undefined => numberOf(extensions[name]);
  const flag = (name: string): boolean => extensions[name] === true;
  const level = extensions.delay_until_recursion;
  return {
    text,
    decorators,
    ...keysOf(entry, decorators, {
      isSelective: entry.selective ?? book.dialect === "silly-tavern",
      names: { char, user },
    }),
    constant: entry.constant === true && !takesKeysAsRegex(entry),
    logic: LOGICS[number("selectiveLogic") ?? 0] ?? "and_any",
    scanDepth: decorators.scanDepth ?? number("scan_depth") ?? book.scanDepth ?? SCAN_DEPTH,
    isRecursive: book.recursiveScanning === true,
    excludeRecursion: flag("exclude_recursion"),
    preventRecursion: flag("prevent_recursion"),
    delayUntilRecursion: level === true ? 1 : Math.max(0, numberOf(level) ?? 0),
    probability: extensions.useProbability === false ? 100 : (number("probability") ?? 100),
    groups: groupsOf(extensions.group),
    groupWeight: Math.max(0, number("group_weight") ?? 100),
    groupOverride: flag("group_override"),
    groupScoring: flag("use_group_scoring"),
    sticky: Math.max(0, number("sticky") ?? 0),
    cooldown: Math.max(0, number("cooldown") ?? 0),
    delay: Math.max(0, number("delay") ?? 0),
    insertionOrder,
    rank: entry.priority ?? insertionOrder,
    place: (messages) => placeOf(entry, decorators, messages),
  };
}

type Keys = Pick<LoreRule, "primary" | "secondary" | "additional" | "exclude" | "keys">;

interface KeysOptions {
  isSelective: boolean;
  names: Names;
}

/** With regexes for keys, additional keys are more of them, and secondary and excluded ones are ignored. */
function keysOf(entry: LoreEntry, decorators: LoreDecorators, { isSelective, names }: KeysOptions): Keys {
  const { extensions = {} } = entry;
  const asRegex = takesKeysAsRegex(entry);
  const isCased = typeof extensions.case_sensitive === "boolean" ? extensions.case_sensitive : undefined;
  const caseSensitive = entry.caseSensitive ?? isCased;
  const wholeWord = extensions.match_whole_words === true;
  const ready = (keys: readonly string[] = []): LoreKey[] =>
    keys.flatMap((key) => loreKey(named(key, names, asRegex), { asRegex, caseSensitive, wholeWord }) ?? []);
  const own = ready(entry.keys);
  const additional = (decorators.additionalKeys ?? []).map(ready);
  if (asRegex) {
    const primary = [...own, ...additional.flat()];
    return { primary, secondary: [], additional: [], exclude: [], keys: primary };
  }
  const secondary = isSelective ? ready(entry.secondaryKeys) : [];
  const exclude = ready(decorators.excludeKeys);
  const keys = [...own, ...secondary, ...additional.flat(), ...exclude];
  return { primary: own, secondary, additional, exclude, keys };
}

function placeOf({ position, extensions = {} }: LoreEntry, decorators: LoreDecorators, messages: number): LorePlace {
  const slot = numberOf(extensions.position);
  const role = decorators.role ?? ROLES[numberOf(extensions.role) ?? 0] ?? "system";
  const atDepth = (depth: number): LorePlace => ({
    at: "depth",
    depth: Math.min(messages, Math.max(0, depth)),
    role,
  });
  if (decorators.position !== undefined) return { at: decorators.position === "before_desc" ? "before" : "after" };
  if (decorators.depth !== undefined) return atDepth(decorators.depth);
  if (decorators.reverseDepth !== undefined) return atDepth(messages - decorators.reverseDepth);
  if (slot === AT_DEPTH) return atDepth(numberOf(extensions.depth) ?? DEPTH);
  if (slot === NOTE_TOP || slot === NOTE_BOTTOM) return atDepth(DEPTH);
  if (slot !== undefined) return { at: slot === BEFORE ? "before" : "after" };
  return { at: position === "before_char" ? "before" : "after" };
}

/** A key with the names in it; in a regex they are taken by their letters. */
function named(key: string, names: Names, asRegex: boolean): string {
  if (!key.includes("{{")) return key;
  const isRegex = asRegex || isDelimited(key.trim());
  return key.replaceAll(/\{\{(char|user)\}\}/gi, (_, who: string) => {
    const name = names[who.toLowerCase() as keyof Names];
    return isRegex ? name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&") : name;
  });
}

function groupsOf(group: unknown): string[] {
  return typeof group === "string" ? group.split(",").flatMap((name) => name.trim() || []) : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
