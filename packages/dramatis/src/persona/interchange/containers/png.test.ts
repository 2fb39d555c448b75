import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { InputError } from "../../../core/index.ts";
import { v2Card, v3Card } from "../testing-cards.ts";
import { readPng, writePng } from "./png.ts";
import { type Chunk, readChunks, writeChunks } from "./png-chunks.ts";

const none = new Uint8Array();

/** An image with these chunks before its end. */
function imageWith(...added: Chunk[]): Uint8Array {
  const { chunks } = readChunks(writePng({}), "f");
  return writeChunks({ chunks: [...chunks.slice(0, -1), ...added, ...chunks.slice(-1)], rest: none });
}

function textChunk(keyword: string, text: string): Chunk {
  return { type: "tEXt", data: Buffer.from(`${keyword}\0${text}`, "latin1") };
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}

function refused(bytes: Uint8Array, message: RegExp): void {
  assert.throws(
    () => readPng(bytes, "a.png"),
    (error) => error instanceof InputError && message.test(error.message) && !error.message.includes("\n"),
    String(message),
  );
}

test("what is written is read", () => {
  const { records, container } = readPng(writePng({ ccv3: v3Card }), "a.png");
  assert.equal(container, "png");
  assert.deepEqual(records, [v3Card]);
});

test("ccv3 comes before chara, in any case of letters", () => {
  assert.deepEqual(readPng(writePng({ chara: v2Card, CCv3: v3Card }), "a.png").records, [v3Card]);
  assert.deepEqual(readPng(imageWith(textChunk("Chara", base64(v2Card))), "a.png").records, [v2Card]);
});

test("packed and international text chunks are read", () => {
  const packed = deflateSync(base64(v2Card));
  const zTXt = { type: "zTXt", data: Buffer.concat([Buffer.from("chara\0\0"), packed]) };
  const iTXt = { type: "iTXt", data: Buffer.from(`chara\0\0\0en\0\0${base64(v2Card)}`) };
  const iTXtPacked = { type: "iTXt", data: Buffer.concat([Buffer.from("chara\0\x01\0\0\0"), packed]) };
  for (const chunk of [zTXt, iTXt, iTXtPacked]) assert.deepEqual(readPng(imageWith(chunk), "a.png").records, [v2Card]);
});

test("assets of older programs are read, and every other chunk stays byte for byte", () => {
  const others = [
    textChunk("Comment", "mine"),
    { type: "fdAT", data: Buffer.from([1, 2, 3]) },
    { type: "acTL", data: Buffer.alloc(8) },
  ];
  const asset = textChunk("chara-ext-asset_:voice/a.ogg", Buffer.from("ogg").toString("base64"));
  const image = imageWith(...others, asset);
  const first = writePng({ chara: v2Card }, Buffer.concat([image, Buffer.from("tail")]));
  const second = writePng({ ccv3: v3Card }, first);
  const { assets } = readPng(second, "a.png");
  assert.deepEqual(
    assets.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
    [["voice/a.ogg", "ogg"]],
  );
  const [before, after] = [readChunks(image, "f").chunks, readChunks(second, "f")];
  const isCard = ({ type, data }: Chunk): boolean => type === "tEXt" && /^(?:ccv3|chara)\0/.test(String(data));
  assert.deepEqual(
    after.chunks.filter((chunk) => !isCard(chunk)).map(({ type, data }) => [type, [...data]]),
    before.map(({ type, data }) => [type, [...data]]),
  );
  assert.equal(after.chunks.filter(isCard).length, 1);
  assert.equal(after.chunks.at(-2)?.type, "tEXt");
  assert.equal(String(after.rest), "tail");
});

test("the image without its card is what it was before", () => {
  const image = imageWith(textChunk("Title", "x"));
  const { image: bare } = readPng(writePng({ chara: v2Card, ccv3: v3Card }, image), "a.png");
  assert.deepEqual(Buffer.from(bare ?? none), Buffer.from(image));
});

test("any record survives base64 and UTF-8", () => {
  const records = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary", maxDepth: 3 }));
  fc.assert(
    fc.property(records, (record) => {
      const plain: unknown = JSON.parse(JSON.stringify(record));
      fc.pre(!JSON.stringify(plain).includes("__proto__"));
      assert.deepEqual(readPng(writePng({ chara: plain }), "a.png").records, [plain]);
    }),
    { seed: 3, numRuns: 200 },
  );
});

test("what is damaged or no card is one line", () => {
  const card = Buffer.from(writePng({ chara: v2Card }));
  refused(Buffer.from("GIF89a"), /no PNG; expected a PNG image/);
  refused(card.subarray(0, 8), /ends at byte 8/);
  refused(card.subarray(0, 200), /ends at byte 200; expected it whole/);
  refused(card.subarray(0, -12), /ends at byte/);
  refused(writePng({}), /without a character card/);
  const flipped = Buffer.from(card);
  flipped[60] = (flipped[60] ?? 0) ^ 1;
  refused(flipped, /CRC is wrong/);
  const long = Buffer.from(card);
  long.writeUInt32BE(0xffffffff, 8);
  refused(long, /ends at byte/);
  refused(imageWith(textChunk("chara", base64(v2Card)), textChunk("CHARA", base64(v3Card))), /2 cards of one kind/);
  refused(imageWith(textChunk("chara", "né")), /other letters than those of base64/);
  refused(imageWith(textChunk("chara", "AAAA")), /not JSON|ends too soon/);
  refused(imageWith(textChunk("chara", Buffer.from('{"a": }').toString("base64"))), /a\.png#chara:1: not JSON/);
  refused(imageWith(textChunk("chara", Buffer.from([0xff, 0x7b]).toString("base64"))), /not UTF-8/);
  refused(imageWith(textChunk("chara", base64(JSON.parse('{"__proto__": 1}')))), /__proto__/);
  refused(imageWith(textChunk("chara", `${"[".repeat(50)}`.padEnd(52, "A"))), /base64/);
  refused(imageWith({ type: "iTXt", data: Buffer.from("chara\0\0\0") }), /iTXt chunk that ends too soon/);
  refused(imageWith({ type: "zTXt", data: Buffer.from("chara\0\0nonsense") }), /cannot be unpacked/);
});

test("the same card twice is one", () => {
  const same = textChunk("chara", base64(v2Card));
  assert.deepEqual(readPng(imageWith(same, same), "a.png").records, [v2Card]);
});

test("a bomb is never unpacked", () => {
  // 64 MB of zeros are 64 KB packed.
  const bomb = {
    type: "zTXt",
    data: Buffer.concat([Buffer.from("chara\0\0"), deflateSync(Buffer.alloc(64 * 2 ** 20))]),
  };
  const before = process.memoryUsage().arrayBuffers;
  refused(imageWith(bomb), /grows too large/);
  assert.ok(process.memoryUsage().arrayBuffers - before < 40 * 2 ** 20);
  refused(
    imageWith({ type: "tEXt", data: Buffer.alloc(13 * 2 ** 20, "A").fill("chara\0", 0, 6) }),
    /text chunk of 13 MB/,
  );
});

test("chunks are framed as the specification says", () => {
  // PNG specification 5.5: an empty IEND is 00000000 49454E44 AE426082.
  const bytes = Buffer.from(writeChunks({ chunks: [{ type: "IEND", data: none }], rest: none }));
  assert.equal(bytes.toString("hex"), "89504e470d0a1a0a0000000049454e44ae426082");
  assert.equal(crc32("IEND").toString(16), "ae426082");
});
