import { isUtf8 } from "node:buffer";

/**
 * The wire format of protobuf: a message is a row of fields, each a tag, then a varint, 4 or 8 bytes, or a length and
 * that many bytes (protobuf.dev/programming-guides/encoding). Fields are slices of the file, so that what is not
 * understood is written back byte for byte and weights are never copied.
 */
export interface Field {
  readonly number: number;
  /** A varint as a number (inexact from 2^53 on), anything else as its bytes. */
  readonly value: number | Uint8Array;
  /** The whole field with its tag. */
  readonly raw: Uint8Array;
}

/** Parts of a file, one after the other. */
export type Chunks = readonly Uint8Array[];

const VARINT = 0;
const LENGTH_DELIMITED = 2;
/** Wire type → bytes, of the types that have no length. */
const FIXED: Record<number, number> = { 1: 8, 5: 4 };
const LONGEST_VARINT = 10;

/** How many fields may still be read: each takes far more memory than the two bytes that it may have in a file. */
export interface FieldRoom {
  left: number;
}

/** Of a file: a model of a hundred thousand nodes has about a million. */
export const MOST_FIELDS = 2_000_000;

/** @throws Error in one line when the bytes are no message, are cut short, or hold more fields than there is room for */
export function readFields(bytes: Uint8Array, room: FieldRoom = { left: MOST_FIELDS }): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    const type = tag.value % 8;
    const number = Math.floor(tag.value / 8);
    const first =
      type === VARINT || type === LENGTH_DELIMITED ? readVarint(bytes, tag.end) : { value: 0, end: tag.end };
    const size = type === LENGTH_DELIMITED ? first.value : FIXED[type];
    if (number === 0 || (size === undefined && type !== VARINT)) throw new Error("not a protobuf message");
    const end = first.end + (size ?? 0);
    if (end > bytes.length) throw cutShort();
    if (--room.left < 0) throw new Error(`more than ${MOST_FIELDS} fields`);
    const value = size === undefined ? first.value : bytes.subarray(first.end, end);
    fields.push({ number, value, raw: bytes.subarray(at, end) });
    at = end;
  }
  return fields;
}

/** A repeated number, packed or not. */
export function numbersOf(fields: readonly Field[], number: number): number[] {
  return fields.flatMap((field) => {
    if (field.number !== number) return [];
    return typeof field.value === "number" ? [field.value] : readVarints(field.value);
  });
}

/** The bytes of every field of that number. */
export function bytesOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && field.value instanceof Uint8Array ? [field.value] : []));
}

/** @throws Error when one is not UTF-8 */
export function textsOf(fields: readonly Field[], number: number): string[] {
  return bytesOf(fields, number).map((bytes) => {
    if (!isUtf8(bytes)) throw new Error("a name that is not UTF-8");
    return new TextDecoder().decode(bytes);
  });
}

export function numberField(number: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(number * 8 + VARINT), ...varint(value)]);
}

export function textField(number: number, text: string): Uint8Array {
  return Buffer.concat(bytesField(number, [new TextEncoder().encode(text)]));
}

/** A field that holds a message or other bytes. */
export function bytesField(number: number, chunks: Chunks): Uint8Array[] {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return [Uint8Array.from([...varint(number * 8 + LENGTH_DELIMITED), ...varint(size)]), ...chunks];
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; at < start + LONGEST_VARINT; at++) {
    const byte = bytes[at];
    if (byte === undefined) throw cutShort();
    value += (byte % 128) * 128 ** (at - start);
    if (byte < 128) return { value, end: at + 1 };
  }
  throw new Error("not a protobuf message");
}

function readVarints(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, end } = readVarint(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

/** Of a whole number from 0 on. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function cutShort(): Error {
  return new Error("cut short");
}
