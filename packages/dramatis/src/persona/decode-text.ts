import { isUtf8 } from "node:buffer";
import { InputError } from "../core/index.ts";

const NEWLINE = 0x0a;

/**
 * Bytes to text, strictly: a byte that is not UTF-8 is an error with its line, never a replacement character.
 * A byte order mark is dropped.
 *
 * @throws InputError when the bytes are not UTF-8, or hold nothing but white space.
 */
export function decodeText(bytes: Uint8Array, where: string): string {
  if (!isUtf8(bytes)) {
    throw new InputError({
      where,
      line: firstBadLine(bytes),
      found: "a byte that is not UTF-8",
      expected: "UTF-8 text",
      fix: "save the file as UTF-8",
    });
  }
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") throw new InputError({ where, found: "an empty file", expected: "some text" });
  return text;
}

/** Newline bytes never occur inside a UTF-8 sequence, so lines can be tested one by one. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return line;
}
