import { closeSync, fstatSync, openSync, readSync, writeFileSync } from "node:fs";
import { unwritable } from "./write-whole.ts";

/**
 * Adds a line to a file. A last line that a full disk has cut short is ended first: it would swallow this one.
 *
 * @throws {InputError} when the file cannot be written.
 */
export function appendLine(path: string, line: string): void {
  try {
    const file = openSync(path, "a+");
    try {
      writeFileSync(file, `${endsInLine(file) ? "" : "\n"}${line}\n`);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}
