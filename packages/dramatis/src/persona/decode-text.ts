import { isUtf8 } from "node:buffer";
import { InputError } from "../core/index.ts";

const NEWLINE = 0x0a;

/** How files begin that hold a card and are no text. */
const CARD_FILES: readonly (readonly [kind: string, start: Buffer])[] = [
  ["a PNG picture", Buffer.from("\x89PNG", "latin1")],
  ["a ZIP archive", Buffer.from("PK\x03\x04", "latin1")],
];

/**
 * Bytes to text, strictly: a byte that is not UTF-8 is an error with its line, never a replacement character.
 * A byte order mark is dropped.
 *
 * @throws InputError when the bytes are not UTF-8, or hold nothing but white space.
 */
export function decodeText(bytes: Uint8Array, where: string): string {
  if (!isUtf8(bytes)) {
    const card = CARD_FILES.find(([, start]) => start.equals(bytes.subarray(0, start.length)));
    if (card)
      throw new InputError({
        where,
        found: card[0],
        expected: "UTF-8 text",
        fix: "if a card is in it, make a persona of it with dramatis import",
      });
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
