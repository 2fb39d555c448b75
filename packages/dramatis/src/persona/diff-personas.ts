import { canonicalJson, oneLine, type Persona } from "../core/index.ts";
import { traitKey } from "./persona-schema.ts";

/** One difference. `moved` gives the 0-based positions as before and after. */
export interface PersonaChange {
  /** `statements.s2.text`, `traits.big5.EXT.level`, `style.phrases` */
  path: string;
  kind: "added" | "removed" | "changed" | "moved";
  before?: unknown;
  after?: unknown;
}

/**
 * What differs between two personas, by structure: list items are matched by their id, traits by system, dimension and
 * facet, items of other lists by value. Equal personas have no changes.
 */
export function diffPersonas(a: Persona, b: Persona): PersonaChange[] {
  return diffValues(a, b, []);
}

/** One readable line, safe to print: paths hold keys of files that others wrote. */
export function formatChange(change: PersonaChange): string {
  return oneLine(rawLine(change));
}

function rawLine({ path, kind, before, after }: PersonaChange): string {
  switch (kind) {
    case "added":
      return `+ ${path}: ${short(after)}`;
    case "removed":
      return `- ${path}: ${short(before)}`;
    case "changed":
      return `~ ${path}: ${short(before)} → ${short(after)}`;
    case "moved":
      return `> ${path}: position ${Number(before) + 1} → ${Number(after) + 1}`;
  }
}

type Members = Record<string, unknown>;

function diffValues(before: unknown, after: unknown, path: readonly string[]): PersonaChange[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  if (isMembers(before) && isMembers(after)) return diffMembers(before, after, path);
  return [{ path: path.join("."), kind: "changed", before, after }];
}

function diffMembers(before: Members, after: Members, path: readonly string[]): PersonaChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [old, young] = [own(before, key), own(after, key)];
    const place = [...path, key];
    if (old === undefined && young === undefined) return [];
    if (old === undefined) return [{ path: place.join("."), kind: "added" as const, after: young }];
    if (young === undefined) return [{ path: place.join("."), kind: "removed" as const, before: old }];
    return diffValues(old, young, place);
  });
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: readonly string[]): PersonaChange[] {
  const old = keyed(before, path);
  const young = keyed(after, path);
  const place = (key: string): string[] => (key.startsWith("=") ? [...path] : [...path, key]);
  const removed = [...old].flatMap(([key, { item }]) =>
    young.has(key) ? [] : [{ path: place(key).join("."), kind: "removed" as const, before: item }],
  );
  const added = [...young].flatMap(([key, { item }]) =>
    old.has(key) ? [] : [{ path: place(key).join("."), kind: "added" as const, after: item }],
  );
  const common = [...young.keys()].filter((key) => old.has(key));
  const stay = longestRun(common.map((key) => old.get(key)?.index ?? 0));
  const kept = common.flatMap((key, position) => {
    const [from, to] = [old.get(key), young.get(key)];
    const inner = diffValues(from?.item, to?.item, place(key));
    if (stay.has(position)) return inner;
    const moved: PersonaChange = { path: place(key).join("."), kind: "moved", before: from?.index, after: to?.index };
    return [moved, ...inner];
  });
  return [...removed, ...added, ...kept];
}

/** Items by name. A name made of the value starts with "="; equal values are told apart by their count. */
function keyed(items: readonly unknown[], path: readonly string[]): Map<string, { item: unknown; index: number }> {
  const found = new Map<string, { item: unknown; index: number }>();
  for (const [index, item] of items.entries()) {
    const name = nameOf(item, path) ?? `=${canonicalJson(item)}`;
    let key = name;
    for (let count = 2; found.has(key); count++) key = `${name}#${count}`;
    found.set(key, { item, index });
  }
  return found;
}

function nameOf(item: unknown, path: readonly string[]): string | undefined {
  if (!isMembers(item)) return undefined;
  if (typeof item.id === "string") return item.id;
  const { system, dimension, facet } = item;
  if (path.join(".") !== "traits" || typeof system !== "string" || typeof dimension !== "string") return undefined;
  return traitKey({ system, dimension, ...(typeof facet === "string" ? { facet } : {}) });
}

/** Positions of a longest increasing subsequence (patience sorting): what kept its relative order. */
function longestRun(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [position, value] of values.entries()) {
    let low = 0;
    for (let high = tails.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? (tails[low - 1] as number) : -1);
    tails[low] = position;
  }
  const run = new Set<number>();
  for (let position = tails.at(-1) ?? -1; position >= 0; position = previous[position] as number) run.add(position);
  return run;
}

function isMembers(value: unknown): value is Members {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function own(members: Members, key: string): unknown {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
