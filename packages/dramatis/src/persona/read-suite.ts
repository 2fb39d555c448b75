import { extname } from "node:path";
import { InputError, type Suite } from "../core/index.ts";
import { parseTree } from "./parse-tree.ts";
import { readText } from "./read-text.ts";
import { schemaFault } from "./schema-fault.ts";
import { suiteSchema } from "./suite-schema.ts";

/** Enough for some ten thousand questions. */
const SUITE_LIMIT = 16 * 2 ** 20;

/**
 * Reads a suite: YAML, or JSON where the file's name ends in .json or standard input ("-") starts with "{".
 *
 * @throws InputError naming file, line, what was found and what was expected.
 */
export async function readSuite(path: string): Promise<Suite> {
  const text = await readText(path, SUITE_LIMIT);
  const isJson = path === "-" ? text.trimStart().startsWith("{") : extname(path).toLowerCase() === ".json";
  return parseSuite(text, path, isJson ? "json" : "yaml");
}

/**
 * The suite in a text.
 *
 * @param where file name for messages.
 * @throws InputError when it is no YAML or JSON, or not a suite.
 */
export function parseSuite(text: string, where: string, format: "yaml" | "json" = "yaml"): Suite {
  const tree = parseTree(text, where, format);
  const parsed = suiteSchema.safeParse(tree.value);
  if (parsed.success) return parsed.data;
  const { path, ...fault } = schemaFault(parsed.error, tree.value);
  const line = tree.lineOf(path);
  throw new InputError({ where, ...(line === undefined ? {} : { line }), ...fault });
}
