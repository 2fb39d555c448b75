import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../core/index.ts";
import { decodeText } from "./decode-text.ts";

const MEGABYTE = 2 ** 20;

/** Transcripts up to this size are read whole; more than that is a data set, not a conversation. */
const TRANSCRIPT_LIMIT = 64 * MEGABYTE;
/** A card keeps its record, and perhaps a whole world's lorebook, beside the persona. */
export const PERSONA_LIMIT: number = 4 * MEGABYTE;

/**
 * Reads a whole UTF-8 text file, or standard input for "-". A byte order mark is dropped.
 *
 * The size is looked at before anything is read, and again while reading, since a pipe has no size.
 *
 * @param limit most bytes that are accepted.
 * @throws InputError when the file is missing, a folder, too large, empty, or not UTF-8.
 */
export async function readText(path: string, limit: number = TRANSCRIPT_LIMIT): Promise<string> {
  if (path === "-") return decodeText(await collect(process.stdin, path, limit), path);
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new InputError({ where: path, found: "a folder", expected: "a file" });
    if (found.size > limit) throw tooLarge(path, found.size, limit);
    return decodeText(await collect(createReadStream(path), path, limit), path);
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error);
  }
}

/**
 * The files of a folder whose names match, as paths in the order of their names; undefined when the path is a file or
 * standard input.
 *
 * @throws InputError when nothing is there, or it cannot be read.
 */
export async function filesOfFolder(path: string, names: RegExp): Promise<string[] | undefined> {
  if (path === "-") return undefined;
  try {
    if (!(await stat(path)).isDirectory()) return undefined;
    const found = (await readdir(path)).filter((name) => names.test(name));
    return found.sort().map((name) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What a failed file operation tells the reader. */
function unreadable(path: string, cause: unknown): InputError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const found = code === "ENOENT" ? "no such file" : `a file that cannot be read (${code})`;
  return new InputError({ where: path, found, expected: "a file that exists and may be read" }, { cause });
}

async function collect(stream: AsyncIterable<Uint8Array>, where: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) throw tooLarge(where, size, limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(where: string, size: number, limit: number): InputError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / MEGABYTE)} MB`;
  return new InputError({
    where,
    found: `${megabytes(size)} or more`,
    expected: `at most ${megabytes(limit)}`,
    fix: "split the file",
  });
}
