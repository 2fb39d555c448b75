import { crc32, inflateRawSync } from "node:zlib";
import { InputError, oneLine } from "../../../core/index.ts";
import { atMost, LIMITS } from "./limits.ts";

/** One entry of a zip's directory; nothing of it has been inflated. */
export interface ZipEntry {
  name: string;
  /** Bytes in the file, and bytes when inflated as the directory says. */
  packed: number;
  size: number;
  read(): Uint8Array;
}

// PKWARE's application note, 4.3.16 and 4.3.12.
const END = { mark: 0x06054b50, size: 22, comment: 0xffff };
const ENTRY = { mark: 0x02014b50, size: 46 };
const LOCAL = { mark: 0x04034b50, size: 30 };
const STORED = 0;
const DEFLATED = 8;
const IS_ENCRYPTED = 1;
const IS_FOLDER = /\/$/;

/**
 * The files of a zip by its directory, with every limit held before anything is inflated: how many, how large, how
 * tightly packed; no path leads out of the archive, and no name occurs twice.
 *
 * @throws InputError naming the entry.
 */
export function zipEntries(bytes: Uint8Array, where: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view, where);
  const count = view.getUint16(end + 10, true);
  atMost(count, LIMITS.entries, { where, what: "a number of files in the zip" });
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let [at, inflated] = [view.getUint32(end + 16, true), 0];
  for (let index = 0; index < count; index++) {
    const { entry, next } = entryAt({ bytes, view, at, where });
    at = next;
    if (IS_FOLDER.test(entry.name)) continue;
    if (names.has(entry.name)) throw damaged(where, `two files ${quoted(entry.name)} in the zip`);
    names.add(entry.name);
    inflated += entry.size;
    atMost(inflated, LIMITS.inflated, { where, what: "an unpacked size" });
    entries.push(entry);
  }
  return entries;
}

function endOfDirectory(view: DataView, where: string): number {
  const first = Math.max(0, view.byteLength - END.size - END.comment);
  for (let at = view.byteLength - END.size; at >= first; at--) {
    if (view.getUint32(at, true) === END.mark) return at;
  }
  throw damaged(where, "a zip that ends too soon");
}

interface Place {
  bytes: Uint8Array;
  view: DataView;
  at: number;
  where: string;
}

function entryAt({ bytes, view, at, where }: Place): { entry: ZipEntry; next: number } {
  if (at + ENTRY.size > bytes.length || view.getUint32(at, true) !== ENTRY.mark) {
    throw damaged(where, "a zip whose directory is damaged");
  }
  const short = (offset: number): number => view.getUint16(at + offset, true);
  const long = (offset: number): number => view.getUint32(at + offset, true);
  const nameEnd = at + ENTRY.size + short(28);
  const name = Buffer.from(bytes.subarray(at + ENTRY.size, nameEnd)).toString();
  const [method, crc, packed, size, start] = [short(10), long(16), long(20), long(24), long(42)];
  const what = `the file ${quoted(name)} in the zip`;
  refuseName(name, where);
  if ((short(8) & IS_ENCRYPTED) !== 0) throw damaged(where, `${what}, which is encrypted`);
  if (method !== STORED && method !== DEFLATED) throw damaged(where, `${what}, packed by method ${method}`);
  if (size > 2 ** 20 && size > packed * LIMITS.ratio) throw damaged(where, `${what}, packed too tightly`);
  const read = (): Uint8Array => {
    const from = contentStart(view, start);
    if (from === undefined || from + packed > bytes.length) throw damaged(where, `${what}, which lies outside of it`);
    const content = unpacked(bytes.subarray(from, from + packed), { method, size });
    if (content === undefined || crc32(content) !== crc) throw damaged(where, `${what}, which is damaged`);
    return content;
  };
  return { entry: { name, packed, size, read }, next: nameEnd + short(30) + short(32) };
}

function contentStart(view: DataView, at: number): number | undefined {
  if (at + LOCAL.size > view.byteLength || view.getUint32(at, true) !== LOCAL.mark) return undefined;
  return at + LOCAL.size + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
}

/** undefined for what is not of the size that the directory says; never more than that is made. */
function unpacked(bytes: Uint8Array, { method, size }: { method: number; size: number }): Uint8Array | undefined {
  if (method === STORED) return bytes.length === size ? bytes : undefined;
  try {
    const content = inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
    return content.length === size ? content : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

function refuseName(name: string, where: string): void {
  const parts = name.split("/");
  const leadsOut = name.startsWith("/") || /[\\\0]/.test(name) || /^[A-Za-z]:/.test(name) || parts.includes("..");
  if (leadsOut || name === "" || parts.includes("__proto__")) {
    throw damaged(where, `the path ${quoted(name)} in the zip`, "paths that stay in it");
  }
}

/** A name may be of any length; what is wrong with it must still be read. */
function quoted(name: string): string {
  return JSON.stringify(oneLine(name, 60));
}

function damaged(where: string, found: string, expected = "a whole zip, stored or deflated"): InputError {
  return new InputError({ where, found, expected });
}
