import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clauses } from "./clauses.ts";

test("sentences, cut before 'and' or 'but' where a new subject follows", () => {
  assert.deepEqual(clauses("I have two dogs and a cat, but I live alone. Mr Fox sails."), [
    "I have two dogs and a cat",
    "I live alone.",
    "Mr Fox sails.",
  ]);
});

test("text without capitals is cut at its marks", () => {
  assert.deepEqual(clauses("i love dogs . i have two and they are old ! you ?"), [
    "i love dogs .",
    "i have two",
    "they are old !",
    "you ?",
  ]);
});

test("marks alone are no clause", () => assert.deepEqual(clauses(" ... !? "), []));

test("only the joints are lost", () => {
  const part = fc.constantFrom("I sail", " and ", " but ", "we ski", ". ", "! ", "MY dog", ", ", "é", " ");
  const spoken = (text: string): string[] =>
    (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^(and|but)$/.test(word));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join("");
      assert.deepEqual(clauses(text).flatMap(spoken), spoken(text));
    }),
  );
});
