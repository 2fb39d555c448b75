import { deflateSync, inflateSync } from "node:zlib";
import { InputError, oneLine } from "../../../core/index.ts";
import { decodeText } from "../../decode-text.ts";
import type { Asset, Contained } from "./contained.ts";
import { atMost, LIMITS } from "./limits.ts";
import { parseJsonRecord } from "./parse-json-record.ts";
import { type Chunk, readChunks, writeChunks } from "./png-chunks.ts";

/** Newest first: a file that holds both has the older one for programs that do not know the newer. */
const KEYWORDS = ["ccv3", "chara"];
const ASSET = /^chara-ext-asset_:?/i;
const TEXT_TYPES = ["tEXt", "zTXt", "iTXt"];
/** Longest keyword of a text chunk (PNG specification 11.3.4). */
const MOST_KEYWORD = 79;
/** base64 has four characters for three bytes; line breaks are allowed for. */
const MOST_TEXT: number = Math.ceil(LIMITS.record * 1.4);

/**
 * The card in a PNG or APNG: the text chunk `ccv3`, or else `chara`, whatever the case of the letters. The image without
 * its cards is an asset, and so are the assets that older programs kept in chunks.
 *
 * @throws InputError when there is no card, more than one of a kind, or one that cannot be read.
 */
export function readPng(bytes: Uint8Array, where: string): Contained {
  const png = readChunks(bytes, where);
  const texts = png.chunks.flatMap((chunk) => {
    const keyword = keywordOf(chunk);
    return keyword === undefined ? [] : [{ keyword, chunk }];
  });
  const keyword = KEYWORDS.find((each) => texts.some((text) => text.keyword.toLowerCase() === each));
  if (keyword === undefined) {
    const expected = `a text chunk "chara" or "ccv3"`;
    throw new InputError({ where, found: "a PNG without a character card", expected, fix: "name the card's own file" });
  }
  const card = onlyCard(
    texts.filter((text) => text.keyword.toLowerCase() === keyword).map(({ chunk }) => chunk),
    where,
  );
  const image = { chunks: png.chunks.filter((chunk) => !isCard(chunk)), rest: png.rest };
  const assets: Asset[] = texts
    .filter((text) => ASSET.test(text.keyword) && text.chunk.type === "tEXt")
    .map(({ keyword: name, chunk }) => ({
      name: name.replace(ASSET, ""),
      bytes: base64Bytes(textOf(chunk, where), { where, what: `the asset ${JSON.stringify(oneLine(name, 60))}` }),
    }));
  const record = parseJsonRecord(cardJson(card, where), `${where}#${keyword}`);
  return { container: "png", records: [record], assets, image: writeChunks(image) };
}

/** Some programs write the same card twice; of two that differ nobody can say which is meant. */
function onlyCard(chunks: readonly Chunk[], where: string): string {
  const [card = "", second = card] = chunks.slice(0, 2).map((chunk) => textOf(chunk, where));
  if (chunks.length <= 2 && second === card) return card;
  const found = `${chunks.length} cards of one kind in a PNG`;
  throw new InputError({ where, found, expected: "one", fix: "save the card again with the program it is from" });
}

/**
 * A PNG or APNG with these cards (by keyword) before its end, in place of those that it held. Every other chunk stays
 * as it is. Cards are base64 of UTF-8 JSON in tEXt chunks.
 *
 * @param image a PNG; without one the card lies in a plain picture.
 * @throws InputError when the image is no PNG.
 */
export function writePng(cards: Readonly<Record<string, unknown>>, image: Uint8Array = plainPicture()): Uint8Array {
  const { chunks, rest } = readChunks(image, "image");
  const texts = Object.entries(cards).map(([keyword, record]): Chunk => {
    const text = Buffer.from(JSON.stringify(record)).toString("base64");
    return { type: "tEXt", data: Buffer.from(`${keyword}\0${text}`, "latin1") };
  });
  const others = chunks.filter((chunk) => !isCard(chunk));
  return writeChunks({ chunks: [...others.slice(0, -1), ...texts, ...others.slice(-1)], rest });
}

/** 64 by 96 grey pixels. */
function plainPicture(): Uint8Array {
  const [width, height] = [64, 96];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of grey; deflate, the five filters and no interlacing are 0.
  header.writeUInt8(8, 8);
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let row = 0; row < height; row++) rows.writeUInt8(0, row * (width + 1));
  const chunks = [
    { type: "IHDR", data: header },
    { type: "IDAT", data: deflateSync(rows) },
    { type: "IEND", data: new Uint8Array() },
  ];
  return writeChunks({ chunks, rest: new Uint8Array() });
}

function isCard(chunk: Chunk): boolean {
  return KEYWORDS.includes(keywordOf(chunk)?.toLowerCase() ?? "");
}

function keywordOf({ type, data }: Chunk): string | undefined {
  if (!TEXT_TYPES.includes(type)) return undefined;
  const end = data.subarray(0, 4 * MOST_KEYWORD).indexOf(0);
  return end < 1 ? undefined : Buffer.from(data.subarray(0, end)).toString("latin1");
}

/** The text of a tEXt, zTXt or iTXt chunk (PNG specification 11.3.4), never inflated beyond the limit. */
function textOf({ type, data }: Chunk, where: string): string {
  const start = data.indexOf(0) + 1;
  if (type === "tEXt") return latin1(data.subarray(start), where);
  // zTXt: method. iTXt: flag, method, then language and translated keyword, each ended by a zero.
  if (type === "zTXt") return latin1(inflated(data.subarray(start + 1), where), where);
  const language = data.indexOf(0, start + 2);
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1);
  if (translated === -1) {
    throw new InputError({ where, found: "an iTXt chunk that ends too soon", expected: "its text" });
  }
  const text = data.subarray(translated + 1);
  return latin1(data[start] === 1 ? inflated(text, where) : text, where);
}

function latin1(bytes: Uint8Array, where: string): string {
  atMost(bytes.length, MOST_TEXT, { where, what: "a text chunk" });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function inflated(bytes: Uint8Array, where: string): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_TEXT });
  } catch (cause) {
    const isBomb = cause instanceof RangeError;
    const found = isBomb ? "a packed text chunk that grows too large" : "a packed text chunk that cannot be unpacked";
    throw new InputError({ where, found, expected: `at most ${LIMITS.record / 2 ** 20} MB of text` }, { cause });
  }
}

/** base64 of JSON; a few programs write the JSON itself, its UTF-8 bytes read as Latin-1. */
function cardJson(text: string, where: string): string {
  const bytes = /^\s*\{/.test(text)
    ? Buffer.from(text, "latin1")
    : base64Bytes(text, { where, what: "the card in the PNG" });
  return decodeText(bytes, where);
}

function base64Bytes(text: string, { where, what }: { where: string; what: string }): Uint8Array {
  if (/[^A-Za-z0-9+/=\s]/.test(text)) {
    throw new InputError({ where, found: `${what} in other letters than those of base64`, expected: "base64 of JSON" });
  }
  return Buffer.from(text, "base64");
}
