import { zipSync } from "fflate";
import { InputError } from "../../../core/index.ts";
import { decodeText } from "../../decode-text.ts";
import type { Asset, Contained } from "./contained.ts";
import { atMost, LIMITS } from "./limits.ts";
import { parseJsonRecord } from "./parse-json-record.ts";
import { zipEntries } from "./zip-entries.ts";

const CARD = "card.json";
/** The year that zip counts from: no clock, so that equal cards are equal files. */
const NO_DATE = "1980-01-01T00:00:00";

/** "PK" and the mark of a local file, or of an empty zip. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The card of a CHARX file: `card.json` at its root; every other file is an asset.
 *
 * @throws InputError when it is no zip, holds no card, or breaks a limit.
 */
export function readCharx(bytes: Uint8Array, where: string): Contained {
  const entries = zipEntries(bytes, where);
  const card = entries.find(({ name }) => name === CARD);
  if (card === undefined) {
    throw new InputError({
      where,
      found: `a zip of ${entries.length} files without ${CARD}`,
      expected: "a CHARX card",
    });
  }
  atMost(card.size, LIMITS.record, { where, what: CARD });
  const record = parseJsonRecord(decodeText(card.read(), `${where}#${CARD}`), `${where}#${CARD}`);
  const assets = entries.filter((entry) => entry !== card).map((entry) => ({ name: entry.name, bytes: entry.read() }));
  return { container: "charx", records: [record], assets };
}

/** A CHARX file of a card and its assets. Assets are stored as they are: pictures and sounds are packed already. */
export function writeCharx(record: unknown, assets: readonly Asset[] = []): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(record));
  const files = assets
    .filter(({ name }) => name !== CARD)
    .map(({ name, bytes }) => [name, [bytes, { level: 0 }]] as const);
  return zipSync({ [CARD]: [json, { level: 9 }], ...Object.fromEntries(files) }, { mtime: NO_DATE });
}
