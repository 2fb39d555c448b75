import { readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { InputError, UnknownNameError } from "../../core/index.ts";
import { parseTree, readText, schemaFault } from "../../persona/index.ts";
import { checkPopulation } from "./check-population.ts";
import type { Population, PopulationDescription } from "./population-description.ts";
import { populationSchema } from "./population-schema.ts";

/** A description is tables, not people; microdata is a survey, not a census. */
const DESCRIPTION_LIMIT = 8 * 2 ** 20;
const MICRODATA_LIMIT = 256 * 2 ** 20;
const SHIPPED = fileURLToPath(new URL("../../../data/populations/", import.meta.url));

/** The names of the populations that come with the library, such as `us-adults`. */
export function shippedPopulations(): string[] {
  return readdirSync(SHIPPED)
    .map((file) => basename(file, extname(file)))
    .sort();
}

/**
 * Reads a population: one that is shipped, by its name, or a `.yaml`, `.yml` or `.json` file.
 *
 * @throws InputError naming file, line, what was found and what was expected. @throws UnknownNameError
 */
export async function readPopulation(nameOrPath: string): Promise<Population> {
  const extension = extname(nameOrPath).toLowerCase();
  if (extension === "") {
    const known = shippedPopulations();
    if (!known.includes(nameOrPath)) throw new UnknownNameError("population", nameOrPath, known);
    return readPopulation(join(SHIPPED, `${nameOrPath}.yaml`));
  }
  if (![".yaml", ".yml", ".json"].includes(extension)) {
    const found = `a file that ends in ${extension}`;
    throw new InputError({ where: nameOrPath, found, expected: ".yaml, .yml or .json, or the name of a shipped one" });
  }
  const text = await readText(nameOrPath, DESCRIPTION_LIMIT);
  const description = parsePopulation(text, nameOrPath, extension === ".json" ? "json" : "yaml");
  if (description.microdata === undefined) return { description };
  return { description, rows: await readRows(description.microdata.file, nameOrPath) };
}

/** @throws InputError when the text is not of that format, or no population. */
export function parsePopulation(text: string, where: string, format: "yaml" | "json"): PopulationDescription {
  const tree = parseTree(text, where, format);
  const read = populationSchema.safeParse(tree.value);
  if (!read.success) {
    const { path, ...fault } = schemaFault(read.error, tree.value);
    const line = tree.lineOf(path);
    throw new InputError({ where, ...(line === undefined ? {} : { line }), ...fault });
  }
  checkPopulation(read.data, where, tree.lineOf);
  return read.data;
}

/** Only a file of the same folder: a description must not reach elsewhere. */
async function readRows(file: string, beside: string): Promise<Record<string, string>[]> {
  if (basename(file) !== file || file.startsWith(".")) {
    const found = `microdata in ${JSON.stringify(file)}`;
    throw new InputError({ where: beside, found, expected: "the name of a file in the same folder" });
  }
  const path = join(dirname(beside), file);
  const text = await readText(path, MICRODATA_LIMIT);
  try {
    return parse(text, { columns: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new InputError({ where: path, found, expected: "CSV with a line of names" }, { cause: error });
  }
}
