import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { templateSafeJson } from "./template-safe-json.ts";

test("any value comes back, and nothing in its text opens or ends a tag, or begins as a file", () => {
  const texts = fc.string({
    unit: fc.constantFrom("{", "}", "%", "#", '"', "\\", "\n", "a", " ", "raw", "file://", "é"),
  });
  const value = fc.oneof(texts, fc.array(texts), fc.dictionary(texts, fc.oneof(texts, fc.integer(), fc.array(texts))));
  fc.assert(
    fc.property(value, (one) => {
      const json = templateSafeJson(one);
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(one)));
      assert.doesNotMatch(json, /\{[{%#]|[%#]\}/);
      assert.match(json, /^["[{]/);
    }),
    { seed: 1 },
  );
});

test("braces of the JSON itself stay", () => {
  assert.equal(templateSafeJson({ a: "{{ env.KEY }}" }), '{"a":"\\u007b\\u007b env.KEY \\u007d\\u007d"}');
});
