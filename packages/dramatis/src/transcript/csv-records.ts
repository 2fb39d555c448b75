import { CsvError, parse } from "csv-parse/sync";
import { InputError } from "../core/index.ts";
import type { JsonRecord } from "./formats/format.ts";

/** The columns of a text that is rows below a header, each under its own name; undefined for anything else. */
export function csvHeader(text: string): Record<string, string> | undefined {
  const [header = "", row] = text.trimStart().split(/\r\n|\n|\r/, 2);
  if (row === undefined || !/^[\w" -]+(?:[,\t][\w" -]+)+$/.test(header)) return undefined;
  const columns = header.split(/[,\t]/).map((column) => column.replaceAll('"', "").trim());
  return Object.fromEntries(columns.map((column) => [column, column]));
}

/**
 * The rows of a CSV text, or of one with tabs, as records of texts by column.
 *
 * @throws InputError naming the line.
 */
export function csvRecords(text: string, where: string): JsonRecord[] {
  const delimiter = /^[^\n]*\t/.test(text.trimStart()) ? "\t" : ",";
  try {
    const options = { columns: true, delimiter, info: true, skip_empty_lines: true, bom: true } as const;
    const rows = parse(text, options) as unknown as { record: unknown; info: { lines: number } }[];
    return rows.map(({ record, info }, index) => ({ value: record, line: info.lines, position: index + 1 }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause.lines === "number" ? { line: cause.lines } : {};
    throw new InputError({ where, ...line, found: cause.message, expected: "a row like the header" }, { cause });
  }
}
