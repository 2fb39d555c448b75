import { words } from "../../transcript/index.ts";

/** Set in the hashes of words that hold a digit, so that two sets can be told to differ in a numeral. */
export const NUMERAL = 1;

/**
 * The different words of a text as sorted 32-bit hashes: FNV-1a of the word in lower case, mixed by the finaliser of
 * MurmurHash3, with the last bit saying whether it holds a digit. Of the words of a whole language, a million, about one
 * in 4,000 shares its hash with another.
 */
export function tokenSet(text: string): Int32Array {
  const all = words(text);
  const hashes = new Int32Array(all.length);
  for (const [i, word] of all.entries()) hashes[i] = wordHash(word);
  hashes.sort();
  let size = 0;
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i] as number;
    if (size === 0 || hashes[size - 1] !== hash) hashes[size++] = hash;
  }
  return hashes.subarray(0, size);
}

function wordHash(word: string): number {
  let hash = 0x811c9dc5;
  let numeral = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    hash = Math.imul(hash ^ code, 0x01000193);
    if (code >= 48 && code <= 57) numeral = NUMERAL;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) & ~NUMERAL) | numeral;
}

/**
 * Jaccard similarity of two sorted sets, the second from `start` to `end` of `others`; 0 where they differ in a numeral,
 * 1 for two empty ones.
 */
export function jaccard(tokens: Int32Array, others: Int32Array, [start, end]: readonly [number, number]): number {
  const union = tokens.length + end - start;
  if (union === 0) return 1;
  let [i, j, shared] = [0, start, 0];
  while (i < tokens.length && j < end) {
    const [one, other] = [tokens[i] as number, others[j] as number];
    if (one === other) shared++;
    else if ((one < other ? one : other) & NUMERAL) return 0;
    if (one <= other) i++;
    if (other <= one) j++;
  }
  for (; i < tokens.length; i++) if ((tokens[i] as number) & NUMERAL) return 0;
  for (; j < end; j++) if ((others[j] as number) & NUMERAL) return 0;
  return shared / (union - shared);
}
