import { type Memory, startOfMemory } from "./decoder.ts";

/** What was read last, so that a conversation that goes on is not read again from its beginning. */
export interface PrefixCache {
  /** The longest start of `ids` that is remembered and stops at one of `ends`. */
  longest(ids: readonly number[], ends: readonly number[]): Memory | undefined;
  keep(ids: readonly number[], memory: Memory): void;
  /** Conversations that are remembered. */
  readonly size: number;
}

/** @param most conversations to remember; the one not used for longest goes first */
export function prefixCache(most: number): PrefixCache {
  let entries: { ids: readonly number[]; memory: Memory }[] = [];
  return {
    longest(ids, ends) {
      const [best] = entries
        .map((entry) => {
          const common = commonStart(entry.ids, ids);
          return { entry, length: ends.findLast((end) => end <= common) ?? 0 };
        })
        .sort((a, b) => b.length - a.length);
      if (!best || best.length === 0) return undefined;
      entries = [best.entry, ...entries.filter((other) => other !== best.entry)];
      return startOfMemory(best.entry.memory, best.length);
    },
    keep(ids, memory) {
      const others = entries.filter((entry) => commonStart(entry.ids, ids) < entry.ids.length);
      entries = [{ ids: [...ids], memory }, ...others].slice(0, most);
    },
    get size() {
      return entries.length;
    },
  };
}

function commonStart(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
