import { type ActivateLoreOptions, activateLore, type LoreActivation } from "./activate-lore.ts";
import type { Lorebook, LoreEntry } from "./lorebook.ts";

type Given = Partial<ActivateLoreOptions> & {
  /** Lines such as "user: Hello"; Ada's are the character's. */
  said?: readonly string[];
};

/** What Ada's book, or its entries, has to say about a chat. */
export function loreOf(book: Lorebook | readonly LoreEntry[], { said = [], ...options }: Given = {}): LoreActivation {
  const own = Symbol.iterator in book ? { entries: [...book] } : book;
  return activateLore({ book: own, messages: said.map(messageOf), char: "Ada", user: "Bo", ...options });
}

/** The texts that come up. */
export function textsOf(book: Lorebook | readonly LoreEntry[], given: Given = {}): string[] {
  return loreOf(book, given).entries.map(({ text }) => text);
}

/** An entry of a key, with what it says. */
export function entry(key: string, content: string, more: Partial<LoreEntry> = {}): LoreEntry {
  return { keys: key === "" ? [] : [key], content, ...more };
}

function messageOf(line: string): { text: string; own: boolean } {
  return { text: line.slice(line.indexOf(":") + 1).trim(), own: line.startsWith("Ada:") };
}
