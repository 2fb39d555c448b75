import { crc32 } from "node:zlib";
import { InputError } from "../../../core/index.ts";

/** One chunk of a PNG or APNG. The data is a view of the file. */
export interface Chunk {
  /** Four letters: "tEXt". */
  type: string;
  data: Uint8Array;
}

export interface Png {
  chunks: Chunk[];
  /** What follows IEND. No reader of images looks at it. */
  rest: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and CRC of a chunk. */
const FRAME = 12;

export function isPng(bytes: Uint8Array): boolean {
  return startsWith(bytes, SIGNATURE);
}

export function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return bytes.length >= head.length && head.every((byte, index) => bytes[index] === byte);
}

/**
 * The chunks of a PNG or APNG, each with its CRC checked (PNG specification 5.3). Nothing is copied or inflated.
 *
 * @throws InputError for a file that is no PNG, is cut short, or was damaged.
 */
export function readChunks(bytes: Uint8Array, where: string): Png {
  if (!isPng(bytes)) throw new InputError({ where, found: "bytes that are no PNG", expected: "a PNG image" });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; ; ) {
    const left = bytes.length - at - FRAME;
    const length = left < 0 ? 0 : view.getUint32(at);
    if (left < 0 || length > left) {
      throw new InputError({
        where,
        found: `a PNG that ends at byte ${bytes.length}`,
        expected: "it whole, up to IEND",
      });
    }
    const type = Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, 4).toString("latin1");
    const end = at + 8 + length;
    if (!/^[A-Za-z]{4}$/.test(type)) {
      throw new InputError({ where, found: `no chunk at byte ${at} of the PNG`, expected: "a chunk of four letters" });
    }
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) {
      const found = `a ${type} chunk at byte ${at} whose CRC is wrong`;
      throw new InputError({ where, found, expected: "a PNG that was not damaged", fix: "save or download it again" });
    }
    chunks.push({ type, data: bytes.subarray(at + 8, end) });
    at = end + 4;
    if (type === "IEND") return { chunks, rest: bytes.subarray(at) };
  }
}

/** The file of these chunks; the opposite of `readChunks`. */
export function writeChunks({ chunks, rest }: Png): Uint8Array {
  const parts: Uint8Array[] = [SIGNATURE];
  for (const { type, data } of chunks) {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    crc.writeUInt32BE(crc32(body));
    parts.push(length, body, crc);
  }
  return Buffer.concat([...parts, rest]);
}
