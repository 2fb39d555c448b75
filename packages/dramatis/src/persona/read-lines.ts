import { isUtf8 } from "node:buffer";
import { open as openFile } from "node:fs/promises";
import { InputError } from "../core/index.ts";

const NEWLINE = 0x0a;
const LONGEST_LINE = 2 ** 20;

export interface TextLine {
  text: string;
  /** 1-based. */
  number: number;
}

/**
 * The lines of a UTF-8 file, or of standard input for "-", without empty ones. Never more than one line is held. A byte
 * order mark is dropped.
 *
 * @throws InputError naming the line when it is longer than 1 MB or not UTF-8; when the file cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<TextLine, void, void> {
  const fault = (line: number, found: string, expected: string): InputError =>
    new InputError({ where: path, line, found, expected });
  let number = 0;
  let pending: Uint8Array[] = [];
  let size = 0;
  const take = (part: Uint8Array): void => {
    size += part.length;
    if (size > LONGEST_LINE) throw fault(number + 1, "a line of more than 1 MB", "at most 1 MB a line");
    pending.push(part);
  };
  const line = (): TextLine => {
    const bytes = Buffer.concat(pending);
    pending = [];
    size = 0;
    number++;
    if (!isUtf8(bytes)) throw fault(number, "a byte that is not UTF-8", "UTF-8 text");
    return { text: new TextDecoder().decode(bytes), number };
  };
  for await (const chunk of await open(path)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      start = end + 1;
      const whole = line();
      if (whole.text.trim() !== "") yield whole;
    }
    take(chunk.subarray(start));
  }
  const last = line();
  if (last.text.trim() !== "") yield last;
}

async function open(path: string): Promise<AsyncIterable<Uint8Array>> {
  if (path === "-") return process.stdin;
  try {
    const file = await openFile(path);
    if (!(await file.stat()).isDirectory()) return file.createReadStream();
    await file.close();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : String(error);
    const found = code === "ENOENT" ? "no such file" : `a file that cannot be read (${code})`;
    throw new InputError({ where: path, found, expected: "a JSONL file" }, { cause: error });
  }
  throw new InputError({ where: path, found: "a folder", expected: "a JSONL file" });
}
