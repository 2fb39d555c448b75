import type { LoreEntry } from "./lorebook.ts";

/** A key as it is looked for: a regex, or a text with whether its case and whole words count. */
export type LoreKey = RegexKey | TextKey;

export interface RegexKey {
  /** As it stands in the book. */
  regex: string;
  source: string;
  flags: string;
}

export interface TextKey {
  /** In lower case unless case counts. */
  text: string;
  caseSensitive: boolean;
  wholeWord: boolean;
}

/** Text that is searched, and the same in lower case. */
export interface LoreText {
  text: string;
  lower: string;
}

/** Longest source of a regex that is tried; longer ones never match. */
export const LONGEST_REGEX = 2000;

const DELIMITED = /^\/(.+)\/([a-z]*)$/s;

/** Whether a key is a regex by how it is written: `/source/flags`. */
export function isDelimited(key: string): boolean {
  const flags = DELIMITED.exec(key)?.[2];
  return flags !== undefined && /^[dgimsuvy]*$/.test(flags);
}

/**
 * Whether every key of an entry is a regex. SillyTavern writes `use_regex: true` into every entry of a V3 card and means
 * that a key may be one; its own `selectiveLogic` or `position` in the extensions gives it away.
 */
export function takesKeysAsRegex({ useRegex, extensions = {} }: LoreEntry): boolean {
  return useRegex === true && !("selectiveLogic" in extensions) && typeof extensions.position !== "number";
}

interface KeyRules {
  /** Whether it is a regex without delimiters too. */
  asRegex: boolean;
  /** Undefined: a text's case does not count, a regex has the flags that it has. */
  caseSensitive: boolean | undefined;
  wholeWord: boolean;
}

/** A key made ready; undefined for a blank one, which matches nothing. */
export function loreKey(key: string, { asRegex, caseSensitive, wholeWord }: KeyRules): LoreKey | undefined {
  const trimmed = key.trim();
  if (trimmed === "") return undefined;
  if (isDelimited(trimmed)) {
    const [, source = "", flags = ""] = DELIMITED.exec(trimmed) ?? [];
    return { regex: key, source, flags: flags.replaceAll(/[gy]/g, "") };
  }
  if (asRegex) return { regex: key, source: key, flags: caseSensitive === false ? "i" : "" };
  const isCased = caseSensitive === true;
  return {
    text: isCased ? trimmed : trimmed.toLowerCase(),
    caseSensitive: isCased,
    // A key of several words is found as it stands, as SillyTavern does.
    wholeWord: wholeWord && !/\s/.test(trimmed),
  };
}

/** Whether a text key is in a text. */
export function textKeyMatches({ text: key, caseSensitive, wholeWord }: TextKey, { text, lower }: LoreText): boolean {
  const searched = caseSensitive ? text : lower;
  if (!wholeWord) return searched.includes(key);
  for (let at = searched.indexOf(key); at !== -1; at = searched.indexOf(key, at + 1)) {
    const before = searched.slice(Math.max(0, at - 2), at);
    const after = searched.slice(at + key.length, at + key.length + 2);
    if (!/[\p{L}\p{N}_]$/u.test(before) && !/^[\p{L}\p{N}_]/u.test(after)) return true;
  }
  return false;
}
