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
  const parsed = personaSchema.safeParse(tree.value);
  if (parsed.success) return parsed.data;
  const { path, ...fault } = schemaFault(parsed.error, tree.value);
  const line = tree.lineOf(path);
  throw new InputError({ where, ...(line === undefined ? {} : { line }), ...fault });
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
