import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pythonList, pythonListOf } from "./python-list.ts";

test("lists as Python prints them", () => {
  assert.deepEqual(pythonList(`['bakes', "Ada's garden", 'it\\'s \\n \\xfc \\u00fc',]`), [
    "bakes",
    "Ada's garden",
    "it's \n ü ü",
  ]);
  assert.deepEqual(pythonList(" [] "), []);
  for (const text of ["", "bakes, sails", "[bakes]", "['a' 'b']", "['a"]) assert.equal(pythonList(text), undefined);
});

test("what is written is read back", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (texts) =>
      assert.deepEqual(pythonList(pythonListOf(texts)), texts),
    ),
    { seed: 3 },
  );
});
