import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../core/index.ts";

/**
 * Writes a file so that a reader sees the old content or the new one, never a part: temporary file, flush, rename.
 *
 * @throws {InputError} when the file cannot be written; no temporary file is left.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const staged = stagingPath(path);
  try {
    const file = openSync(staged, "w");
    try {
      writeFileSync(file, content);
      if (staged !== path) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (staged !== path) renameSync(staged, path);
  } catch (error) {
    if (staged !== path) rmSync(staged, { force: true });
    throw unwritable(path, error);
  }
}

/**
 * Where a file is written until it is whole and gets its name: beside it. A device, a pipe or a link (`/dev/null`,
 * `>(gzip)`) is itself written to, for a rename would put a file in its place.
 *
 * @throws {InputError} when the path leads through a file.
 */
export function stagingPath(path: string): string {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found === undefined || found.isFile() ? `${path}.${process.pid}.tmp` : path;
  } catch (error) {
    throw unwritable(path, error);
  }
}

/**
 * Looks at an output file before the work that would fill it.
 *
 * @throws {InputError} when its folder is not there or cannot be written, or the path is a folder.
 */
export function checkOutput(path: string): void {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new InputError({ where: path, found: "a folder", expected: "a file to write" });
    }
    accessSync(stagingPath(path) === path ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

const REFUSALS: Record<string, string> = {
  ENOENT: "a folder that is not there",
  ENOTDIR: "a file in the place of a folder",
  EEXIST: "a file in the place of a folder",
  EACCES: "a folder or file that may not be written",
  EPERM: "a folder or file that may not be written",
  EROFS: "a folder that may not be written",
  EISDIR: "a folder",
  ENOSPC: "a full disk",
  EDQUOT: "a quota that is used up",
  EPIPE: "a pipe that nobody reads",
};

/** A failed write as one line about the path; an error that says nothing about the path comes back as it is. */
export function unwritable(path: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const found = REFUSALS[code];
  if (found === undefined) return cause;
  return new InputError(
    { where: path, found: `${found} (${code})`, expected: "a file that can be written" },
    { cause },
  );
}
