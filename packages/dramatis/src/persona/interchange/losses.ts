import { oneLine, type Persona, type Statement } from "../../core/index.ts";
import { diffPersonas, formatChange, type PersonaChange } from "../diff-personas.ts";
import { isObject } from "./checked-record.ts";
import type { Loss } from "./interchange.ts";

/** From this many of one kind on, one line stands for all. */
const MOST_ALIKE = 4;
/** More lines than this nobody reads. */
const MOST_LINES = 200;

/** Where a record holds something that is not in what was written of its persona: it was not understood. */
export function notGivenBack(record: unknown, written: unknown): Loss[] {
  const said = new Set<string>();
  collectTexts(written, said);
  const losses: Loss[] = [];
  const compare = (there: unknown, given: unknown, path: readonly string[]): void => {
    if (there === given || isNothing(there)) return;
    if (isObject(there) && isObject(given)) {
      for (const [key, value] of Object.entries(there)) {
        compare(value, Object.hasOwn(given, key) ? given[key] : undefined, [...path, key]);
      }
    } else if (Array.isArray(there) && Array.isArray(given) && there.length === given.length) {
      for (const [index, item] of there.entries()) compare(item, given[index], [...path, String(index)]);
    } else if (typeof there !== "string" || !(said.has(there) || isSameText(there, given))) {
      const note = "not understood; comes back in this format";
      losses.push({ path: oneLine(path.join(".") || "(all of it)"), kind: "kept", note });
    }
  };
  compare(record, written, []);
  return grouped(losses, (path) => path.replace(/(^|\.)\d+(?=\.|$)/g, "$1*"));
}

/** A text that stands elsewhere too is a copy. */
function collectTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === "string") texts.add(value);
  else if (value !== null && typeof value === "object") {
    for (const member of Object.values(value)) collectTexts(member, texts);
  }
}

function isSameText(text: string, given: unknown): boolean {
  const letters = (from: string): string => from.replace(/[^\p{L}\p{N}\p{S}]+/gu, "");
  return typeof given === "string" && letters(text) === letters(given);
}

/** What a tool writes where it has nothing to say. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * What of a persona is gone or otherwise after it was written in a format and read again. Where values came from is in
 * no format, and ids that another format gives to the same statements are no loss.
 *
 * @param own name of the format, whose facet is the record itself.
 */
export function lostInWriting(persona: Persona, readBack: Persona, own: string): Loss[] {
  const { facets: before = {}, ...core } = withoutProvenance(persona);
  const { facets: after = {}, ...coreAfter } = withoutProvenance(readBack);
  const there = { ...coreAfter, ...sameIds(core.statements, coreAfter.statements) };
  const lines = diffPersonas(core, there).map(lossOf);
  const alike = grouped(lines, (path) => path.replace(/^(statements|traits)\.[^.]+/, "$1.*"));
  return [...alike, ...facetLosses(before, after, own)];
}

type Facets = NonNullable<Persona["facets"]>;

function facetLosses(before: Facets, after: Facets, own: string): Loss[] {
  return Object.keys(before).flatMap((name): Loss[] => {
    const path = oneLine(`facets.${name}`);
    if (name === own || name === "provenance") return [];
    if (!Object.hasOwn(after, name)) return [{ path, kind: "dropped", note: "this format has no place for it" }];
    // What the format added of its own is no loss.
    return notGivenBack(before[name], after[name]).length === 0
      ? []
      : [{ path, kind: "changed", note: "only part of it has a place in this format" }];
  });
}

function withoutProvenance(persona: Persona): Persona {
  const { provenance: _, ...rest } = persona;
  const bare = <T extends { provenance?: unknown }>({ provenance: _, ...part }: T): Omit<T, "provenance"> => part;
  return {
    ...rest,
    ...(rest.statements === undefined ? {} : { statements: rest.statements.map(bare) }),
    ...(rest.traits === undefined ? {} : { traits: rest.traits.map(bare) }),
  };
}

/** Statements with the ids that those of the same text have in the persona. */
function sameIds(before: Statement[] = [], after: Statement[] | undefined): { statements?: Statement[] } {
  if (after === undefined) return {};
  const ids = new Map(before.map(({ id, text }) => [text, id]));
  const taken = new Set(before.map(({ id }) => id));
  const statements = after.map((statement, index) => {
    const id = ids.get(statement.text);
    ids.delete(statement.text);
    // An id of another statement of the persona would make the two one.
    return {
      ...statement,
      id: id ?? (taken.has(statement.id) ? `${statement.id} (read back ${index + 1})` : statement.id),
    };
  });
  return { statements };
}

function lossOf(change: PersonaChange): Loss {
  const kind = change.kind === "removed" ? "dropped" : "changed";
  return { path: oneLine(change.path), kind, note: formatChange(change) };
}

/** Many lines of one kind are one. */
function grouped(lines: readonly Loss[], family: (path: string) => string): Loss[] {
  const groups = Map.groupBy(lines, ({ kind, path }) => `${kind} ${family(path)}`);
  const all = [...groups.values()].flatMap((alike): Loss[] => {
    const [first] = alike;
    if (first === undefined || alike.length < MOST_ALIKE) return alike;
    return [{ path: family(first.path), kind: first.kind, note: `${alike.length} of them: ${first.note}` }];
  });
  const [last] = all.slice(MOST_LINES);
  if (last === undefined) return all;
  return [...all.slice(0, MOST_LINES), { ...last, path: "", note: `${all.length - MOST_LINES} more lines` }];
}
