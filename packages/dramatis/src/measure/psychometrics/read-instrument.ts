import { readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError, type Instrument, UnknownNameError } from "../../core/index.ts";
import { parseTree, readText, schemaFault } from "../../persona/index.ts";
import { choiceSchema, type InstrumentFile, instrumentFault, instrumentSchema } from "./instrument-file.ts";

const MOST_BYTES = 4 * 2 ** 20;
const BUNDLED = fileURLToPath(new URL("../../../data/instruments/", import.meta.url));

/** The names of the instruments that come with the library, such as `ipip-50`; of some only the key. */
export function bundledInstruments(): string[] {
  return readdirSync(BUNDLED)
    .map((file) => basename(file, extname(file)))
    .sort();
}

export interface ReadInstrumentOptions {
  /** A file with the texts of the items, where the instrument has none of its own: one a line, in the order of the items. */
  items?: string | undefined;
  /** Language of those texts. */
  language?: string | undefined;
}

/**
 * Reads an instrument: one that is bundled, by its name, or a `.json`, `.yaml` or `.yml` file.
 *
 * @throws InputError naming file, line, what was found and what was expected. @throws UnknownNameError
 */
export async function readInstrument(
  nameOrPath: string,
  { items, language = "en" }: ReadInstrumentOptions = {},
): Promise<InstrumentFile> {
  const extension = extname(nameOrPath).toLowerCase();
  if (extension === "") {
    const known = bundledInstruments();
    if (!known.includes(nameOrPath)) throw new UnknownNameError("instrument", nameOrPath, known);
    return readInstrument(join(BUNDLED, `${nameOrPath}.json`), { items, language });
  }
  if (![".json", ".yaml", ".yml"].includes(extension)) {
    const found = `a file that ends in ${extension}`;
    throw new InputError({ where: nameOrPath, found, expected: ".json or .yaml, or the name of a bundled one" });
  }
  const file = parseInstrument(
    await readText(nameOrPath, MOST_BYTES),
    nameOrPath,
    extension === ".json" ? "json" : "yaml",
  );
  return items === undefined ? file : withItems(file, await readText(items, MOST_BYTES), { where: items, language });
}

/** @throws InputError when the text is not of that format, or no instrument. */
export function parseInstrument(text: string, where: string, format: "yaml" | "json"): InstrumentFile {
  const tree = parseTree(text, where, format);
  const hasChoices = typeof tree.value === "object" && tree.value !== null && "choices" in tree.value;
  const read = (hasChoices ? choiceSchema : instrumentSchema).safeParse(tree.value);
  const fault = read.success ? instrumentFault(read.data) : schemaFault(read.error, tree.value);
  if (read.success && fault === undefined) return read.data;
  const { path, ...said } = fault as NonNullable<typeof fault>;
  const line = tree.lineOf(path);
  throw new InputError({ where, ...(line !== undefined && { line }), ...said });
}

/**
 * The instrument with the reader's own texts of its items.
 *
 * @param text one item a line, in the order of the items; a number before the text and empty lines are passed over
 * @throws InputError for another number of lines, and an instrument whose items have options of their own.
 */
export function withItems(
  file: InstrumentFile,
  text: string,
  { where, language = "en" }: { where: string; language?: string | undefined },
): InstrumentFile {
  if (file.choices !== undefined) {
    const expected = `no items beside ${file.name}: it has its own, each with options`;
    throw new InputError({ where, found: "texts of items", expected, fix: "leave out --items" });
  }
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\d+\s*[.):\t]\s*/, "").trim())
    .filter((line) => line !== "");
  if (lines.length !== file.items.length) {
    throw new InputError({
      where,
      found: `${lines.length} lines`,
      expected: `the ${file.items.length} items of ${file.name}, one a line, in its order`,
    });
  }
  const items = file.items.map(({ id }, at) => ({ id, text: { [language]: lines[at] as string } }));
  return { ...file, items };
}

/** The languages in which an instrument has labels and every item. */
export function languagesOf({ options, items }: InstrumentFile): string[] {
  return Object.keys(options.labels).filter((language) => items.every(({ text }) => text?.[language] !== undefined));
}

/**
 * What is asked in one language, as the contract has it: items with their texts, the key, and the norms of whole scales
 * whose source says how many people they are of.
 *
 * @throws InputError where the items are not here, or not in that language.
 */
export function instrumentOf(file: InstrumentFile, language = "en"): Instrument {
  const { name, items, key, norms = [] } = file;
  if (!languagesOf(file).includes(language)) {
    const known = languagesOf(file);
    const found = known.length === 0 ? "only its key: its items may not be bundled" : `no language ${language}`;
    const expected = known.length === 0 ? "the texts of its items" : `one of ${known.join(", ")}`;
    throw new InputError({
      where: name,
      found,
      expected,
      ...(known.length === 0 && { fix: `give your copy of the ${items.length} items with --items FILE, one a line` }),
    });
  }
  const counted = norms.flatMap(({ scale, facet, group, mean, sd, n }) =>
    facet === undefined && n !== undefined ? [{ scale, group, mean, sd, n }] : [],
  );
  return {
    items: items.map(({ id, text }) => ({ id, text: text?.[language] as string })),
    key: key.map((one) => ({ ...one })),
    ...(counted.length > 0 && { norms: counted }),
  };
}

/** An item as it is asked in one language. */
export interface AskedItem {
  id: string;
  text: string;
  /** Its own options, in the order of the file. */
  options?: string[];
}

/** The items in the order in which they are asked. @throws InputError as `instrumentOf` */
export function askedItems(file: InstrumentFile, language = "en"): AskedItem[] {
  return instrumentOf(file, language).items.map((item, at): AskedItem => {
    const options = file.items[at]?.options?.map(({ text }) => text[language] as string);
    return options === undefined ? item : { ...item, options };
  });
}

/** Labels of the options from the least to the most, with the number of each. @throws InputError as `instrumentOf` */
export function optionsOf(file: InstrumentFile, language = "en"): { value: number; label: string }[] {
  const labels = file.options.labels[language];
  if (labels === undefined) {
    const expected = `one of ${Object.keys(file.options.labels).join(", ")}`;
    throw new InputError({ where: file.name, found: `no language ${language}`, expected });
  }
  return labels.map((label, at) => ({ value: file.options.min + at, label }));
}

/** Smallest and largest answer; where items have options of their own, score. */
export function rangeOf({ options, choices }: InstrumentFile): { min: number; max: number } {
  if (choices !== undefined) return { min: 0, max: 100 };
  const [labels = []] = Object.values(options.labels);
  return { min: options.min, max: options.min + labels.length - 1 };
}

/**
 * The instrument without some of its items, such as the politically worded ones.
 *
 * @throws InputError for an item that is not there, and where none is left
 */
export function withoutItems(file: InstrumentFile, ids: readonly string[]): InstrumentFile {
  const unknown = ids.find((id) => !file.items.some((item) => item.id === id));
  if (unknown !== undefined) {
    const expected = `ids of items, ${file.items[0]?.id} to ${file.items.at(-1)?.id}`;
    throw new InputError({ where: file.name, found: `no item ${JSON.stringify(unknown)}`, expected });
  }
  const left = new Set(ids);
  if (file.items.every(({ id }) => left.has(id)))
    throw new InputError({ where: file.name, found: "all items left out", expected: "one to ask at least" });
  const key = file.key.filter(({ item }) => !left.has(item));
  const scales = file.scales.filter(({ id }) => key.some(({ scale }) => scale === id));
  const items = file.items
    .filter(({ id }) => !left.has(id))
    .map(({ parallelTo, ...item }) =>
      parallelTo === undefined || left.has(parallelTo) ? item : { ...item, parallelTo },
    );
  return { ...file, items, key, scales };
}
