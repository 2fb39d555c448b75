import { basename } from "node:path";
import { z } from "zod";
import { InputError, type Persona, type Transcript } from "../../core/index.ts";
import type { Choice, SourceText } from "../../create/index.ts";
import {
  filesOfFolder,
  parseJson,
  personaSchema,
  readLines,
  readPersonas,
  readText,
  schemaFault,
} from "../../persona/index.ts";
import { readTranscripts } from "../../transcript/index.ts";

/** Paths of what personas are made from; "-" is standard input. */
export interface MaterialPaths {
  /** Text files, folders of them, or JSONL with {text, title?, id?}. */
  texts?: readonly string[] | undefined;
  transcripts?: readonly string[] | undefined;
  /** Persona files, folders of them, or JSONL with one persona a line. */
  personas?: readonly string[] | undefined;
  /** JSONL with {context, chosen, rejected}, or {prompt, chosen, rejected}. */
  choices?: readonly string[] | undefined;
}

export interface ReadMaterial {
  texts?: SourceText[];
  transcripts?: Transcript[];
  personas?: Persona[];
  choices?: Choice[];
}

/** @throws InputError naming file, line, what was found and what was expected. */
export async function readMaterial({ texts, transcripts, personas, choices }: MaterialPaths): Promise<ReadMaterial> {
  return {
    ...(texts && { texts: await each(texts, textsOf) }),
    ...(transcripts && { transcripts: await each(transcripts, readTranscripts) }),
    ...(personas && { personas: await each(personas, personasOf) }),
    ...(choices && { choices: await each(choices, (path) => readRows(path, choice)) }),
  };
}

/** One persona a line, none of them held. @throws InputError naming the line. */
export async function* personaLines(path: string): AsyncGenerator<Persona> {
  for await (const { text, number } of readLines(path))
    yield checked(parseJson(text, path), personaSchema, { path, number });
}

async function each<T>(paths: readonly string[], read: (path: string) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for (const path of paths) for (const one of await read(path)) all.push(one);
  return all;
}

async function textsOf(path: string): Promise<SourceText[]> {
  const files = await filesOfFolder(path, /\.(txt|md|markdown)$/i);
  if (files?.length === 0) {
    throw new InputError({ where: path, found: "a folder without a text", expected: "*.txt or *.md" });
  }
  if (files) return each(files, textsOf);
  if (isLines(path)) {
    const rows = await readRows(path, textRow);
    return rows.map(({ id, ...row }, i) => ({ id: id ?? `${basename(path)}:${i + 1}`, ...row }));
  }
  return [{ id: basename(path), text: await readText(path) }];
}

async function personasOf(path: string): Promise<Persona[]> {
  if (!isLines(path)) return (await readPersonas(path)).map(({ persona }) => persona);
  const all: Persona[] = [];
  for await (const persona of personaLines(path)) all.push(persona);
  return all;
}

const textRow = z.object({ id: z.string().exactOptional(), title: z.string().exactOptional(), text: z.string() });

const choice = z
  .object({
    context: z.string().optional(),
    prompt: z.string().optional(),
    chosen: z.string(),
    rejected: z.string(),
  })
  .transform(
    ({ context, prompt, chosen, rejected }): Choice => ({ context: context ?? prompt ?? "", chosen, rejected }),
  );

/** JSONL, a row a line. @throws InputError naming the line. */
export async function readRows<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = [];
  for await (const { text, number } of readLines(path))
    rows.push(checked(parseJson(text, path), schema, { path, number }));
  return rows;
}

function checked<T>(value: unknown, schema: z.ZodType<T>, at: { path: string; number: number }): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { found, expected } = schemaFault(parsed.error, value);
  throw new InputError({ where: at.path, line: at.number, found, expected });
}

function isLines(path: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(path);
}
