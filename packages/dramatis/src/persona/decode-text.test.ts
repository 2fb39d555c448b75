import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { InputError } from "../core/index.ts";
import { decodeText } from "./decode-text.ts";

test("a byte order mark is dropped and line ends stay", () => {
  assert.equal(decodeText(Buffer.from("\ufeffa\r\nb"), "f"), "a\r\nb");
});

test("the line of the first byte that is not UTF-8 is named", () => {
  // 0xE9 is é in Latin-1; in UTF-8 it opens a sequence that the newline then breaks off.
  const bytes = Buffer.concat([Buffer.from("one\ntwo é\nthr"), Buffer.from([0xe9]), Buffer.from("e\n")]);
  assert.throws(() => decodeText(bytes, "f.txt"), {
    message: /^f\.txt:3: a byte that is not UTF-8; expected UTF-8 text/,
  });
  assert.throws(() => decodeText(Buffer.from([0xff, 0xfe, 0x41, 0]), "f"), { message: /^f:1: / });
});

test("a file that holds a card and is no text is named as what it is", () => {
  const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  assert.throws(() => decodeText(png, "f.png"), { message: /^f\.png: a PNG picture; .* dramatis import$/ });
  const zip = Buffer.from("PK\x03\x04\x14\x00\xff", "latin1");
  assert.throws(() => decodeText(zip, "f.charx"), { message: /^f\.charx: a ZIP archive; .* dramatis import$/ });
});

test("nothing but white space is an empty file", () => {
  assert.throws(() => decodeText(Buffer.from(" \r\n\t"), "f"), { message: "f: an empty file; expected some text" });
});

test("any bytes either decode to themselves or are an InputError", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        const text = decodeText(bytes, "f");
        assert.deepEqual(Buffer.from(text), Buffer.from(bytes).subarray(bytes.length - Buffer.byteLength(text)));
      } catch (error) {
        assert.ok(error instanceof InputError);
      }
    }),
    { seed: 1 },
  );
});
