import assert from "node:assert/strict";
import { test } from "node:test";
import { zipSync } from "fflate";
import { InputError } from "../../../core/index.ts";
import { v3Card } from "../testing-cards.ts";
import { readCharx, writeCharx } from "./charx.ts";
import { zipEntries } from "./zip-entries.ts";

const json = Buffer.from(JSON.stringify(v3Card));

function refused(bytes: Uint8Array, message: RegExp): void {
  assert.throws(
    () => readCharx(bytes, "a.charx"),
    (error) => error instanceof InputError && message.test(error.message) && !error.message.includes("\n"),
    String(message),
  );
}

test("a card with its assets comes back, and equal cards are equal files", () => {
  const assets = [
    { name: "assets/icon/images/main.png", bytes: Buffer.from("png") },
    { name: "x_program.json", bytes: Buffer.from("{}") },
  ];
  const bytes = writeCharx(v3Card, assets);
  const read = readCharx(bytes, "a.charx");
  assert.deepEqual(read.records, [v3Card]);
  assert.deepEqual(
    read.assets.map(({ name, bytes: content }) => [name, String(Buffer.from(content))]),
    [
      ["assets/icon/images/main.png", "png"],
      ["x_program.json", "{}"],
    ],
  );
  assert.deepEqual(writeCharx(v3Card, assets), bytes);
});

test("what is damaged is one line", () => {
  const bytes = Buffer.from(writeCharx(v3Card));
  refused(bytes.subarray(0, -30), /ends too soon/);
  refused(Buffer.from("PK\x03\x04"), /ends too soon/);
  refused(zipSync({ "card.txt": json }), /without card\.json/);
  const flipped = Buffer.from(zipSync({ "card.json": [json, { level: 0 }] }));
  flipped[60] = (flipped[60] ?? 0) ^ 1;
  refused(flipped, /"card\.json" in the zip, which is damaged/);
  const encrypted = Buffer.from(bytes);
  const directory = encrypted.indexOf("PK\x01\x02", 0, "latin1");
  encrypted.writeUInt16LE(1, directory + 8);
  refused(encrypted, /encrypted/);
  const cut = Buffer.from(bytes);
  cut.writeUInt32LE(5, cut.length - 6);
  refused(cut, /directory is damaged/);
});

test("no path leads out, and no name is there twice", () => {
  for (const name of ["../card.json", "/etc/x", "a/../../b", "C:x", "a\\b"]) {
    refused(
      zipSync(
        Object.fromEntries([
          ["card.json", json],
          [name, json],
        ]),
      ),
      /the path .* in the zip/,
    );
  }
  const prototype = Buffer.from(zipSync({ "card.json": json, __prot__o: json }));
  for (let at = prototype.indexOf("__prot__o"); at !== -1; at = prototype.indexOf("__prot__o")) {
    prototype.write("__proto__", at);
  }
  refused(prototype, /the path "__proto__" in the zip/);
  const twice = Buffer.from(zipSync({ "card.json": json, "card.jso2": json }));
  for (let at = twice.indexOf("card.jso2"); at !== -1; at = twice.indexOf("card.jso2")) twice.write("card.json", at);
  refused(twice, /two files "card\.json"/);
});

test("bombs are refused before anything is unpacked", () => {
  const flat = zipSync({ "card.json": json, "a.bin": new Uint8Array(20 * 2 ** 20) });
  // A directory that says 300 MB for what is one.
  const large = Buffer.from(zipSync({ "card.json": json, "b.bin": [Buffer.alloc(2 ** 21, "ab"), { level: 0 }] }));
  const directory = large.indexOf("b.bin", large.indexOf("PK\x01\x02", 0, "latin1")) - 46;
  large.writeUInt32LE(300 * 2 ** 20, directory + 24);
  // And one that says less than there is: what is made is never more than it says.
  const small = Buffer.from(zipSync({ "card.json": [json, { level: 9 }] }));
  small.writeUInt32LE(10, small.indexOf("PK\x01\x02", 0, "latin1") + 24);
  const many = zipSync(Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`${index}`, new Uint8Array()])));
  // Packing takes memory too, which is freed when it pleases: only what refusing takes is looked at.
  const before = process.memoryUsage().arrayBuffers;
  refused(flat, /"a\.bin" in the zip, packed too tightly/);
  refused(large, /an unpacked size of 301 MB; expected at most 256 MB/);
  refused(small, /which is damaged/);
  refused(many, /2001; expected at most 2000/);
  assert.ok(process.memoryUsage().arrayBuffers - before < 100 * 2 ** 20);
});

test("folders are none of its files", () => {
  const names = zipEntries(zipSync({ assets: { "a.txt": json } }), "a.zip").map(({ name }) => name);
  assert.deepEqual(names, ["assets/a.txt"]);
});
