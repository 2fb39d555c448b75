import assert from "node:assert/strict";
import { test } from "node:test";
import { readJson } from "./read-json.ts";

test("what Python writes for numbers that JSON does not have is null, but not in texts", () => {
  const text = '{"a": NaN, "b": [Infinity, -Infinity, 1], "c": "NaN \\" Infinity", "NaN": 2}';
  assert.deepEqual(readJson(text, "f"), { a: null, b: [null, null, 1], c: 'NaN " Infinity', NaN: 2 });
});

test("a long text does not exhaust the stack", () => {
  const long = `NaN ${"x\\".repeat(2_000_000)}`;
  assert.deepEqual(readJson(JSON.stringify([long]), "f"), [long]);
});

test("what is no JSON is said in one line", () => {
  assert.throws(() => readJson("NaNa", "f.json"), /^InputError: f\.json: .*expected JSON$/);
});
