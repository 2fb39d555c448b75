import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../../core/index.ts";
import { readContainer } from "./read-container.ts";

function read(text: string, where = "f"): [container: string, records: unknown[]] {
  const { container, records } = readContainer(Buffer.from(text), where);
  return [container, records];
}

test("JSON, a list of records, and a record a line", () => {
  assert.deepEqual(read('{"a": 1}'), ["json", [{ a: 1 }]]);
  assert.deepEqual(read('\ufeff[{"a": 1}, {"a": 2}]'), ["json", [{ a: 1 }, { a: 2 }]]);
  assert.deepEqual(read('{"a": 1}\n\n{"a": 2}\n'), ["jsonl", [{ a: 1 }, { a: 2 }]]);
  assert.deepEqual(read('{"a":\n{"b": 1}\n}'), ["json", [{ a: { b: 1 } }]]);
});

test("YAML by its name or its first key, and any other text", () => {
  assert.deepEqual(read("name: Ada\ncontext: x\n"), ["yaml", [{ name: "Ada", context: "x" }]]);
  assert.deepEqual(read("- a\n", "x.yaml"), ["yaml", [["a"]]]);
  assert.deepEqual(read("name: Ada", "x.txt"), ["text", [{ text: "name: Ada" }]]);
  assert.deepEqual(read("your persona: i bake."), ["text", [{ text: "your persona: i bake." }]]);
});

const refusals: [bytes: Uint8Array, message: RegExp][] = [
  [Buffer.from(""), /^f: an empty file/],
  [Buffer.from("[]"), /^f: an empty list/],
  [Buffer.from('{"a": 1}\n{"a": }'), /^f:2: not JSON/],
  [Buffer.from('{"a": 1'), /^f:1: JSON that ends too soon/],
  [Buffer.from('{"a": 1e999}'), /too large/],
  [Buffer.from("[".repeat(100) + "]".repeat(100)), /nested too deeply/],
  [Buffer.from(`[${"[".repeat(100_000)}${"]".repeat(100_000)}]`), /nested too deeply/],
  [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /^f: a JPEG image; expected a card/],
  [Buffer.from([0x7b, 0xff]), /not UTF-8/],
  [Buffer.alloc(64 * 2 ** 20 + 1), /a file of 65 MB; expected at most 64 MB/],
  [Buffer.alloc(9 * 2 ** 20, `{"a":"${"x".repeat(90)}"},`).fill("[", 0, 1), /a record of 9 MB/],
  [Buffer.from(`a: ${"x".repeat(2 ** 20)}`), /a YAML text of 2 MB/],
];
for (const [bytes, message] of refusals) {
  test(`refused: ${message}`, () => {
    assert.throws(
      () => readContainer(bytes, "f"),
      (error) => error instanceof InputError && message.test(error.message) && !error.message.includes("\n"),
    );
  });
}
