import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonFault } from "./json-fault.ts";
import { parseJson } from "./parse-json.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const jsonish = fc.array(
  fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-",
    "0",
    ".5",
    "e1",
    "true",
    "nul",
    " ",
    "\\u00",
    "\n",
  ),
  {
    maxLength: 9,
  },
);

test("there is a fault exactly where JSON.parse throws", () => {
  const check = (text: string): void => assert.equal(jsonFault(text) === null, isJson(text), JSON.stringify(text));
  fc.assert(
    fc.property(
      jsonish.map((parts) => parts.join("")),
      check,
    ),
    { seed: 2, numRuns: 2000 },
  );
  fc.assert(fc.property(fc.json(), check), { seed: 3 });
});

test("the text before the fault can still become JSON, the text with it cannot", () => {
  assert.deepEqual(jsonFault('{"a": 1,}'), { offset: 8, expected: 'a "key"' });
  assert.deepEqual(jsonFault('{"a" 1}'), { offset: 5, expected: ":" });
  assert.deepEqual(jsonFault("[1 2]"), { offset: 3, expected: ", or a closing bracket" });
  assert.deepEqual(jsonFault("[1]]"), { offset: 3, expected: "nothing more" });
  assert.deepEqual(jsonFault('"\\x"')?.offset, 1);
});

test("a JSON error names its line", () => {
  assert.throws(() => parseJson('{\n"a": 1,\n}', "f.json"), { message: 'f.json:3: not JSON at "}"; expected a "key"' });
  assert.throws(() => parseJson('{\n"a": [1,\n', "f.json"), {
    message: "f.json:3: JSON that ends too soon; expected a value",
  });
  assert.throws(() => parseJson("nope", "f.jsonl", 7), { message: /^f\.jsonl:7: / });
});

test("deep nesting and long texts need no stack", () => {
  const deep = "[".repeat(200_000);
  assert.deepEqual(jsonFault(deep)?.offset, deep.length);
  const long = `"${"\\n".repeat(300_000)}`;
  assert.deepEqual(jsonFault(long)?.offset, long.length);
});
