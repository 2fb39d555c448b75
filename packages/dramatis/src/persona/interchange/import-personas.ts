import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { contentId, InputError } from "../../core/index.ts";
import { filesOfFolder, readText } from "../read-text.ts";
import type { Asset, Contained } from "./containers/contained.ts";
import { csvRecords } from "./containers/csv.ts";
import { fileError } from "./containers/file-error.ts";
import { jsonlRecords } from "./containers/jsonl.ts";
import { atMost, LIMITS } from "./containers/limits.ts";
import { parquetRecords } from "./containers/parquet.ts";
import { readContainer } from "./containers/read-container.ts";
import { detectFormat, formatNamed } from "./formats.ts";
import type { ContainerName, Interchange } from "./interchange.ts";
import { type ImportedPersona, readRecord } from "./read-record.ts";

export interface ImportOptions {
  /** Name of a format; without it the first record decides. */
  format?: string;
  /** File name for messages and provenance, where bytes are given. */
  where?: string;
}

export interface ImportedFile {
  personas: ImportedPersona[];
  /** Name of the format. */
  format: string;
  container: ContainerName;
  /** Files that came along, to be written with a card again. */
  assets: Asset[];
  /** The picture that the card lay in, without the card. */
  image?: Uint8Array;
}

/** Rows of a table are read one by one, and are too many for a list. */
const TABLES: readonly (readonly [suffix: RegExp, records: (path: string) => AsyncIterable<unknown>])[] = [
  [/\.[ct]sv$/i, csvRecords],
  [/\.parquet$/i, parquetRecords],
  [/\.(?:jsonl|ndjson)$/i, jsonlRecords],
];

/**
 * The personas in a file of another tool: a character card as PNG, APNG, CHARX, JSON or YAML, records as JSON or JSON
 * lines, a text, or a folder of texts. "-" is standard input. Nothing is fetched, and nothing is run.
 *
 * @throws InputError in one line for whatever cannot be read, a table too (see importStream); UnknownNameError for another
 * format name.
 */
export async function importPersonas(source: string | Uint8Array, options: ImportOptions = {}): Promise<ImportedFile> {
  if (typeof source !== "string") return parsePersonas(source, options);
  const where = options.where ?? basename(source);
  if (source !== "-" && (await isFolder(source))) return fromContained(await folder(source), { ...options, where });
  if (/\.(?:[ct]sv|parquet)$/i.test(source)) {
    const fix = "importStream reads it row by row";
    throw new InputError({ where, found: "a table", expected: "a file of cards or records", fix });
  }
  return parsePersonas(await bytesOf(source), { ...options, where });
}

/**
 * The same of bytes, at once.
 *
 * @throws InputError; UnknownNameError for another format name.
 */
export function parsePersonas(bytes: Uint8Array, options: ImportOptions = {}): ImportedFile {
  const { where = "-", format } = options;
  if (format !== undefined) formatNamed(format);
  return fromContained(readContainer(bytes, where), { ...options, where });
}

/**
 * The personas of a table (CSV, TSV, Parquet, JSON lines) of any size, row by row; those of any other file in their
 * order.
 *
 * @throws InputError as the file is read; UnknownNameError for another format name.
 */
export async function* importStream(path: string, options: ImportOptions = {}): AsyncGenerator<ImportedPersona> {
  const table = TABLES.find(([suffix]) => suffix.test(path))?.[1];
  if (table === undefined) {
    yield* (await importPersonas(path, options)).personas;
    return;
  }
  let format = options.format === undefined ? undefined : formatNamed(options.format);
  let number = 0;
  const seen = new Set<string>();
  for await (const record of table(path)) {
    number++;
    format ??= detectFormat(record, path);
    const where = `${basename(path)}#${number}`;
    for (const part of format.repeats ? unseen(format.split?.(record) ?? [record], seen) : [record]) {
      yield* readRecord(part, format, where);
    }
  }
}

/** Only hashes are held of what was seen. */
function unseen(parts: readonly unknown[], seen: Set<string>): unknown[] {
  return parts.filter((part) => {
    const id = contentId(part);
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

function fromContained(found: Contained, { format: name, where }: ImportOptions & { where: string }): ImportedFile {
  const format: Interchange = name === undefined ? detectFormat(found.records[0], where) : formatNamed(name);
  const isOne = found.records.length === 1;
  const personas = found.records.flatMap((record, index) =>
    readRecord(record, format, isOne ? where : `${where}#${index + 1}`),
  );
  const { container, assets, image } = found;
  return { personas, format: format.name, container, assets, ...(image === undefined ? {} : { image }) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw fileError(path, cause);
  }
}

/** The Markdown and texts of a folder, as one record. */
async function folder(path: string): Promise<Contained> {
  const paths = (await filesOfFolder(path, /\.(?:md|txt)$/i)) ?? [];
  atMost(paths.length, LIMITS.entries, { where: path, what: "a number of texts" });
  if (paths.length === 0) {
    throw new InputError({ where: path, found: "a folder without texts", expected: "a SOUL.md or another .md file" });
  }
  const files: Record<string, string> = {};
  let left: number = LIMITS.record;
  for (const file of paths) {
    const { size } = await stat(file);
    if (size === 0) continue;
    const text = await readText(file, left);
    left -= Buffer.byteLength(text);
    files[basename(file)] = text;
  }
  return { container: "folder", records: [{ files }], assets: [] };
}

/** The size is looked at before anything is read, and again while reading, since a pipe has none. */
async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    if (path !== "-") atMost((await stat(path)).size, LIMITS.file, { where: path, what: "a file" });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of path === "-" ? process.stdin : createReadStream(path)) {
      size += (chunk as Uint8Array).length;
      atMost(size, LIMITS.file, { where: path, what: "a file" });
      chunks.push(chunk as Uint8Array);
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    throw fileError(path, cause);
  }
}
