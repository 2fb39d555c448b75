import type { ChoiceKind, InstrumentFile, ItemOption } from "./instrument-file.ts";
import { POLES } from "./type-indicator.ts";

/** Where a fault is, what was found, and what was expected. */
interface Fault {
  path: PropertyKey[];
  found: string;
  expected: string;
}

/** Worth that an option may have, by kind. */
const WORTH: Record<ChoiceKind, { min: number; max: number; expected: string }> = {
  traits: { min: 0, max: 1, expected: "1 for an option of people high on the trait, 0 for one of people low on it" },
  types: { min: 0, max: 1, expected: "1 for the first letter of the dichotomy, 0 for the second" },
  judgement: { min: 0, max: 3, expected: "a whole number, 0 to 3" },
  conduct: { min: 1, max: 11, expected: "a whole number, 1 to 11" },
};

/** What an instrument with options of its items' own says that cannot all be true; undefined where all hangs together. */
export function choiceFault(file: InstrumentFile): Fault | undefined {
  for (const [at, { options = [] }] of file.items.entries()) {
    const path = ["items", at, "options"];
    const fault = worthFault(file, options, path) ?? textFault(options, path) ?? shapeFault(file, at, options);
    if (fault !== undefined) return fault;
  }
  if (Object.keys(file.options.labels).length > 0) return parallelFault(file);
  const expected = "one language in which every item and every option has its text";
  return { path: ["items"], found: "texts in different languages", expected };
}

function worthFault(
  { scales, choices }: InstrumentFile,
  options: readonly ItemOption[],
  path: PropertyKey[],
): Fault | undefined {
  const { min, max, expected } = WORTH[choices as ChoiceKind];
  const names = new Set(scales.map(({ id }) => id));
  for (const [place, { scores }] of options.entries()) {
    for (const [scale, worth] of Object.entries(scores)) {
      const there = [...path, place, "scores", scale];
      if (!names.has(scale))
        return { path: there, found: `scale ${scale}, which is not there`, expected: "a scale's id" };
      if (!Number.isInteger(worth) || worth < min || worth > max)
        return { path: there, found: `an option worth ${worth} on ${scale}`, expected };
    }
  }
  return undefined;
}

function textFault(options: readonly ItemOption[], path: PropertyKey[]): Fault | undefined {
  const seen = new Set<string>();
  for (const [place, { text }] of options.entries()) {
    for (const [language, said] of Object.entries(text)) {
      const known = `${language} ${said}`;
      if (seen.has(known))
        return {
          path: [...path, place, "text", language],
          found: `the option ${JSON.stringify(said)} twice`,
          expected: "each once",
        };
      seen.add(known);
    }
  }
  return undefined;
}

/** How many options there are, and that they differ in what they are worth. */
function shapeFault(
  { choices, key, items }: InstrumentFile,
  at: number,
  options: readonly ItemOption[],
): Fault | undefined {
  const id = items[at]?.id ?? "";
  const path = ["items", at, "options"];
  const own = key.filter(({ item }) => item === id).map(({ scale }) => scale);
  const [scale = ""] = own;
  const worths = options.map(({ scores }) => scores[scale]);
  const isOf = (wanted: string): boolean => own.length === 1 && worths.toSorted().join() === wanted;
  if (choices === "traits" && !isOf("0,0,1,1")) {
    const expected = "four options on one scale: two worth 1, two worth 0";
    return { path, found: `item ${id} with ${said(options)}`, expected };
  }
  if (choices === "types") {
    if (!isOf("0,1"))
      return { path, found: `item ${id} with ${said(options)}`, expected: "two options on one scale, worth 1 and 0" };
    if (!POLES.some((pair) => pair === scale))
      return { path, found: `the dichotomy ${scale}`, expected: `one of ${POLES.join(", ")}` };
  }
  if (choices === "conduct" && own.length !== 1)
    return { path, found: `item ${id} on ${own.length} scales`, expected: "one scale" };
  const flat = own.find((one) => new Set(options.map(({ scores }) => scores[one] ?? 0)).size === 1);
  return flat === undefined && own.length > 0
    ? undefined
    : {
        path,
        found: `item ${id}, whose options are all worth the same${flat === undefined ? "" : ` on ${flat}`}`,
        expected: "options that differ",
      };
}

function said(options: readonly ItemOption[]): string {
  const worths = options.map(({ scores }) =>
    Object.entries(scores)
      .map(([scale, worth]) => `${scale} ${worth}`)
      .join(" and "),
  );
  return `${options.length} options, ${worths.map((worth) => worth || "nothing").join(", ")}`;
}

function parallelFault({ choices, items }: InstrumentFile): Fault | undefined {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const [at, { id, options = [], parallelTo }] of items.entries()) {
    if (parallelTo === undefined) continue;
    const path = ["items", at, "parallelTo"];
    const other = byId.get(parallelTo);
    if (choices === "traits" || choices === "types")
      return { path, found: `parallelTo in ${choices}`, expected: "it in judgement or conduct only" };
    if (other === undefined || parallelTo === id)
      return { path, found: `item ${id} parallel to ${parallelTo}`, expected: "the id of another item" };
    if (choices === "conduct" && levels(options) !== levels(other.options ?? []))
      return { path, found: `items ${id} and ${parallelTo} on different scales`, expected: "the same levels in both" };
  }
  if (choices !== "conduct" || items.some(({ parallelTo }) => parallelTo !== undefined)) return undefined;
  return { path: ["items"], found: "no pair", expected: "situations that name their statement with parallelTo" };
}

function levels(options: readonly ItemOption[]): string {
  return options
    .flatMap(({ scores }) => Object.values(scores))
    .toSorted((a, b) => a - b)
    .join();
}
