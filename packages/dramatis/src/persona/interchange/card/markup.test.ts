import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { withoutMarkup } from "./markup.ts";

const cases: [written: string, plain: string][] = [
  ["<b>Ada</b> is", "   Ada     is"],
  ["a <script>alert('x < y')</script> b", `a ${" ".repeat(33 - 2)} b`],
  ["a <!-- <b> --> b", "a              b"],
  ["<style>p{}\n</style>", `${" ".repeat(10)}\n${" ".repeat(8)}`],
  ["<script>never closed. I am x.", " ".repeat(29)],
  ["**bold** _it_ snake_case", "  bold    it  snake_case"],
  ["<BOT> and <user> and <START>", "<BOT> and <user> and <START>"],
  ["2 < 3 and a<b", "2 < 3 and a<b"],
  ["<img src=x onerror=alert(1)>hi", `${" ".repeat(28)}hi`],
];
for (const [written, plain] of cases) test(JSON.stringify(written), () => assert.equal(withoutMarkup(written), plain));

test("the length stays, whatever the text, in little time", () => {
  const piece = fc.constantFrom("<", ">", "<script>", "</script>", "<!--", "-->", "**", "_", "a", "\n", "<b ", "🚂");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      assert.equal(withoutMarkup(text).length, text.length);
    }),
    { seed: 2, numRuns: 500 },
  );
  const start = performance.now();
  for (const each of ["<", "<b ", "<script>", "<!--", "*_"]) withoutMarkup(each.repeat(100_000 / each.length));
  assert.ok(performance.now() - start < 3_000);
});
