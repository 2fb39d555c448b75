import {
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { InputError } from "../../../core/index.ts";
import { atMost, LIMITS } from "./limits.ts";

/** Bytes of a row group, inflated: one group at a time is held. */
const LARGEST_GROUP = 512 * 2 ** 20;
const DEEPEST = 24;

/**
 * The rows of a Parquet file as records of plain JSON data. They flow by row group: no more than one is held, whatever
 * the size of the file. Whole numbers past 2^53 and times become texts; bytes are left out.
 *
 * @throws InputError when the file cannot be read, is no Parquet, is damaged, or has a row group that is too large.
 */
export async function* parquetRecords(path: string): AsyncGenerator<Record<string, unknown>> {
  const file = await sound(path, () => asyncBufferFromFile(path));
  const metadata: FileMetaData = await sound(path, () => parquetMetadataAsync(file));
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    atMost(Number(group.total_byte_size), LARGEST_GROUP, { where: path, what: "a row group" });
    const rowEnd = rowStart + Number(group.num_rows);
    const options = { file, metadata, rowStart, rowEnd, compressors: within(path) };
    const rows = await sound(path, () => parquetReadObjects(options));
    for (const row of rows) yield plain(row, 0) as Record<string, unknown>;
    rowStart = rowEnd;
  }
}

/** Decompressors that look at how much a page says it holds before they make room for it. */
function within(where: string): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, inflate]) => [
      codec,
      (input: Uint8Array, size: number) => {
        atMost(size, LIMITS.inflated, { where, what: "a page" });
        return inflate(input, size);
      },
    ]),
  );
}

/** What the parser throws is said in one line. */
async function sound<T>(where: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ENOENT")
      throw new InputError({ where, found: "no such file", expected: "a Parquet file" }, { cause });
    const found = `a damaged file (${cause instanceof Error ? cause.message : String(cause)})`;
    throw new InputError({ where, found, expected: "a Parquet file" }, { cause });
  }
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value) || depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1) ?? null);
  if (value === null || typeof value !== "object") return value ?? null;
  const members = Object.entries(value).map(([name, member]) => [name, plain(member, depth + 1)] as const);
  return Object.fromEntries(members.filter(([name, member]) => member !== undefined && name !== "__proto__"));
}
