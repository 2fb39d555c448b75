import { canonicalJson } from "../../core/index.ts";
import { isObject } from "./checked-record.ts";

/** More comparisons than this are not worth a small difference: the whole list is then taken as new. */
const MOST_COMPARISONS = 4_000_000;

/**
 * A record with the differences between two others applied to it: `before` is what a format wrote of the persona as it
 * was read, `after` what it writes now. What neither says stays as it is in the original; what both say alike too. Lists
 * go item by item.
 */
export function mergeRecord(original: unknown, before: unknown, after: unknown): unknown {
  if (canonicalJson(before) === canonicalJson(after)) return original;
  if (isObject(original) && isObject(before) && isObject(after)) return mergeMembers(original, before, after);
  if (Array.isArray(original) && Array.isArray(before) && Array.isArray(after)) {
    return mergeLists(original, before, after);
  }
  return after;
}

type Members = Record<string, unknown>;

function mergeMembers(original: Members, before: Members, after: Members): Members {
  const keys = new Set([...Object.keys(original), ...Object.keys(after)]);
  const members = [...keys].flatMap((key): [string, unknown][] => {
    const [here, was, is] = [original, before, after].map((each) => Object.hasOwn(each, key));
    // A default that the original does without is none of its members as long as it stays the default.
    const isDefault = is && was && canonicalJson(before[key]) === canonicalJson(after[key]);
    if (!here) return is && !isDefault ? [[key, after[key]]] : [];
    if (!was && !is) return [[key, original[key]]];
    if (!is) return [];
    return [[key, was ? mergeRecord(original[key], before[key], after[key]) : after[key]]];
  });
  return Object.fromEntries(members);
}

function mergeLists(original: readonly unknown[], before: readonly unknown[], after: readonly unknown[]): unknown[] {
  const [texts, old, young] = [original, before, after].map((list) => list.map((item) => canonicalJson(item)));
  if (texts === undefined || old === undefined || young === undefined) return [...after];
  // Reading keeps the order of a list: where no item was left out, each has its own place.
  const places =
    original.length === before.length ? old.map((_, index) => [index, index] as const) : aligned(texts, old);
  const placeOf = new Map(places.map(([place, index]) => [index, place]));
  const removed = new Set<number>();
  const replaced = new Map<number, unknown>();
  const added = new Map<number, unknown[]>();
  let place = -1;
  for (const { from, gone, come } of hunks(old, young)) {
    if (from > 0) place = placeOf.get(from - 1) ?? place;
    const items = come.map((index) => after[index]);
    for (const index of gone) {
      place = placeOf.get(index) ?? place;
      if (!placeOf.has(index)) continue;
      if (items.length > 0) replaced.set(place, mergeRecord(original[place], before[index], items.shift()));
      else removed.add(place);
    }
    if (items.length > 0) added.set(place, [...(added.get(place) ?? []), ...items]);
  }
  const merged = original.flatMap((item, index) => [
    ...(removed.has(index) ? [] : [replaced.has(index) ? replaced.get(index) : item]),
    ...(added.get(index) ?? []),
  ]);
  return [...(added.get(-1) ?? []), ...merged];
}

interface Hunk {
  /** Index in the old list at which it begins. */
  from: number;
  /** Indices that are gone from the old list, and that have come in the new one. */
  gone: number[];
  come: number[];
}

function hunks(old: readonly string[], young: readonly string[]): Hunk[] {
  const found: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...aligned(old, young), [old.length, young.length] as const]) {
    if (i < a || j < b) found.push({ from: i, gone: range(i, a), come: range(j, b) });
    [i, j] = [a + 1, b + 1];
  }
  return found;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Pairs of indices of a longest common subsequence, in order. */
function aligned(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const head = range(0, start).map((index) => [index, index] as const);
  const tail = range(0, end).map((index) => [a.length - end + index, b.length - end + index] as const);
  const middle = alignedByTable(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...head, ...middle.map(([i, j]) => [i + start, j + start] as const), ...tail];
}

function alignedByTable(a: readonly string[], b: readonly string[]): [number, number][] {
  if (a.length * b.length > MOST_COMPARISONS) return [];
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
