import { createReadStream } from "node:fs";
import { decodeText } from "../../decode-text.ts";
import { fileError } from "./file-error.ts";
import { atMost, LIMITS } from "./limits.ts";
import { parseJsonRecord } from "./parse-json-record.ts";

const NEWLINE = 0x0a;
/** Blank bytes: a line of them alone is passed over. */
const BLANKS = [0x20, 0x09, 0x0d];

/**
 * The records of a JSON-lines file, one by one: nothing but the line at hand is held, so the file may be of any size.
 *
 * @throws InputError naming the line, or when the file cannot be read.
 */
export async function* jsonlRecords(path: string): AsyncGenerator<unknown> {
  let number = 0;
  for await (const line of lines(path)) {
    number++;
    if (line.every((byte) => BLANKS.includes(byte))) continue;
    yield parseJsonRecord(decodeText(line, `${path}:${number}`), path, number);
  }
}

async function* lines(path: string): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        yield Buffer.concat([...held, chunk.subarray(start, end)]);
        held = [];
        start = end + 1;
      }
      held.push(chunk.subarray(start));
      const size = held.reduce((sum, { length }) => sum + length, 0);
      atMost(size, LIMITS.record, { where: path, what: "a line" });
    }
  } catch (cause) {
    throw fileError(path, cause);
  }
  yield Buffer.concat(held);
}
