import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { InputError } from "../../../core/index.ts";
import { LIMITS } from "./limits.ts";

const MOST_COLUMNS = 2_000;

/**
 * The rows of a CSV file, or of a TSV file by its name, as records of texts by column. They flow: nothing but the row
 * at hand is held, so the file may be of any size.
 *
 * @throws InputError naming the line, when the file cannot be read, is not UTF-8, has a row with more or fewer cells
 * than the header, or a row that is too large.
 */
export async function* csvRecords(path: string): AsyncGenerator<Record<string, string>> {
  yield* csvRows(createReadStream(path), path);
}

/** The same of bytes that come from elsewhere, such as standard input. */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  where: string,
): AsyncGenerator<Record<string, string>> {
  const rows = parse({
    bom: true,
    columns: (header: string[]) => checkedHeader(header, where),
    delimiter: /\.tsv$/i.test(where) ? "\t" : ",",
    quote: '"',
    skip_empty_lines: true,
    max_record_size: LIMITS.record,
  });
  // A fault of either end is thrown by the rows below; here it would be thrown again, to nobody.
  const flow = pipeline(Readable.from(texts(bytes)), rows).catch(() => undefined);
  try {
    for await (const row of rows) yield row as Record<string, string>;
    await flow;
  } catch (error) {
    throw fault(error, where);
  } finally {
    rows.destroy();
  }
}

async function* texts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function checkedHeader(header: string[], where: string): string[] {
  const again = header.find((name, index) => name !== "" && header.indexOf(name) !== index);
  if (again !== undefined) {
    throw new InputError({
      where,
      line: 1,
      found: `two columns ${JSON.stringify(again)}`,
      expected: "each column once",
    });
  }
  if (header.length > MOST_COLUMNS || header.includes("__proto__")) {
    const found = header.length > MOST_COLUMNS ? `${header.length} columns` : "a column __proto__";
    throw new InputError({
      where,
      line: 1,
      found,
      expected: `at most ${MOST_COLUMNS} columns, with names of their own`,
    });
  }
  return header;
}

function fault(cause: unknown, where: string): unknown {
  if (cause instanceof InputError) return cause;
  if (cause instanceof CsvError) {
    const line = typeof cause.lines === "number" ? { line: cause.lines } : {};
    return new InputError({ where, ...line, found: cause.message, expected: "a row like the header" }, { cause });
  }
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
    const fix = "save the file as UTF-8";
    return new InputError({ where, found: "a byte that is not UTF-8", expected: "UTF-8 text", fix }, { cause });
  }
  if (!/^E[A-Z]+$/.test(code)) return cause;
  const found = code === "ENOENT" ? "no such file" : `a file that cannot be read (${code})`;
  return new InputError({ where, found, expected: "a file that exists and may be read" }, { cause });
}
