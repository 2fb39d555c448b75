import { basename, extname } from "node:path";
import { InputError, type Persona } from "../core/index.ts";
import { parseTree } from "./parse-tree.ts";
import { parseSentences } from "./persona-from-sentences.ts";
import { personaSchema } from "./persona-schema.ts";
import { personaVersion } from "./persona-version.ts";
import { filesOfFolder, PERSONA_LIMIT, readText } from "./read-text.ts";
import { schemaFault } from "./schema-fault.ts";

export type PersonaFormat = "yaml" | "json" | "sentences";

export interface LoadedPersona {
  persona: Persona;
  version: string;
  /** As it was given; "-" for standard input. */
  path: string;
}

const FORMATS: Record<string, PersonaFormat> = {
  ".yaml": "yaml",
  ".yml": "yaml",
  ".json": "json",
  ".txt": "sentences",
};

/** Of a persona without its facets; ten thousand statements have some forty thousand. */
const MOST_VALUES = 50_000;

const KINDS = ".yaml, .yml, .json or .txt";

/**
 * Reads one persona: YAML, JSON, or plain text with one sentence a line. Standard input ("-") is YAML, or JSON when it
 * starts with "{".
 *
 * @throws InputError naming file, line, what was found and what was expected.
 */
export async function readPersona(path: string): Promise<LoadedPersona> {
  const extension = extname(path).toLowerCase();
  const format = FORMATS[extension];
  const text = await readText(path, PERSONA_LIMIT);
  if (format === undefined && path !== "-") {
    throw new InputError({ where: path, found: `a file that ends in ${extension || "no extension"}`, expected: KINDS });
  }
  const persona = parsePersonaText(text, path, format ?? (text.trimStart().startsWith("{") ? "json" : "yaml"));
  return { persona, version: personaVersion(persona), path };
}

/**
 * The persona in a text.
 *
 * @param where file name for messages; it also names a persona made of sentences.
 * @throws InputError when the text is not of that format or not a persona.
 */
export function parsePersonaText(text: string, where: string, format: PersonaFormat): Persona {
  if (format === "sentences") return parseSentences(text, where, stem(where));
  const tree = parseTree(text, where, format);
  refuseMany(tree.value, where);
  const parsed = personaSchema.safeParse(tree.value);
  if (parsed.success) return parsed.data;
  const { path, ...fault } = schemaFault(parsed.error, tree.value);
  const line = tree.lineOf(path);
  throw new InputError({ where, ...(line === undefined ? {} : { line }), ...fault });
}

/** The schema tells every fault of every item: of a file of a million odd ones these would not fit into memory. */
function refuseMany(value: unknown, where: string): void {
  let count = 0;
  const waiting = [isRecord(value) ? { ...value, facets: null } : value];
  for (let next = waiting.pop(); next !== undefined && count <= MOST_VALUES; next = waiting.pop()) {
    if (next === null || typeof next !== "object") continue;
    for (const member of Object.values(next)) {
      if (++count > MOST_VALUES) break;
      waiting.push(member);
    }
  }
  if (count <= MOST_VALUES) return;
  throw new InputError({
    where,
    found: `more than ${MOST_VALUES} values`,
    expected: "a persona",
    fix: "what is no part of the schema may lie under facets, as much as there is",
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/**
 * Every persona of a folder (`*.persona.yaml`, `.yml`, `.json`, and `*.txt`), sorted by file name; or the one in a file.
 *
 * @throws InputError when the folder holds none, or one of them cannot be read.
 */
export async function readPersonas(pathOrFolder: string): Promise<LoadedPersona[]> {
  const files = await filesOfFolder(pathOrFolder, /\.persona\.(ya?ml|json)$|\.txt$/i);
  if (files === undefined) return [await readPersona(pathOrFolder)];
  if (files.length === 0) {
    const expected = "*.persona.yaml, *.persona.json or *.txt";
    throw new InputError({ where: pathOrFolder, found: "a folder without a persona", expected });
  }
  const loaded: LoadedPersona[] = [];
  for (const file of files) loaded.push(await readPersona(file));
  return loaded;
}

/** "ada.persona.txt" → "ada" */
function stem(path: string): string {
  const name = basename(path).replace(/(\.persona)?\.[^.]+$/, "");
  return name === "" || name === "-" ? "persona" : name;
}
