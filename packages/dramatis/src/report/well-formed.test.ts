import assert from "node:assert/strict";
import { test } from "node:test";
import { wellFormed } from "./well-formed.ts";

test("tags are read in order with their attributes", () => {
  assert.deepEqual(wellFormed('<a b="1 &gt; 0"><c/>text<br></a>', ["br"]), [
    { name: "a", attributes: { b: "1 &gt; 0" } },
    { name: "c", attributes: {} },
    { name: "br", attributes: {} },
  ]);
});

test("what is not well formed is refused", () => {
  for (const broken of [
    "<a>",
    "<a></b>",
    "<a>1 < 2</a>",
    "<a>R&D</a>",
    '<a b="1" b="2"/>',
    "<a b=1/>",
    "<a>\u0001</a>",
  ]) {
    assert.throws(() => wellFormed(broken), Error, broken);
  }
});
