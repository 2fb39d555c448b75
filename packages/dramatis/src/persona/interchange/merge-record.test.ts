import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mergeRecord } from "./merge-record.ts";

const cases: [title: string, original: unknown, before: unknown, after: unknown, merged: unknown][] = [
  ["what neither says stays", { a: 1, x: 9 }, { a: 1 }, { a: 2 }, { a: 2, x: 9 }],
  ["a default that was absent stays absent", { a: 1 }, { a: 1, tags: [] }, { a: 2, tags: [] }, { a: 2 }],
  ["a default that changed comes", { a: 1 }, { a: 1, tags: [] }, { a: 1, tags: ["x"] }, { a: 1, tags: ["x"] }],
  ["what is taken away goes", { a: 1, b: 2, x: 9 }, { a: 1, b: 2 }, { a: 1 }, { a: 1, x: 9 }],
  ["what was read otherwise stays as it was", { a: " 1 " }, { a: "1" }, { a: "1" }, { a: " 1 " }],
  ["deep", { d: { a: 1, x: 9 } }, { d: { a: 1 } }, { d: { a: 2, b: 3 } }, { d: { a: 2, x: 9, b: 3 } }],
  [
    "items keep what they hold besides",
    [
      { k: 1, x: 1 },
      { k: 2, x: 2 },
    ],
    [{ k: 1 }, { k: 2 }],
    [{ k: 1 }, { k: 3 }],
    [
      { k: 1, x: 1 },
      { k: 3, x: 2 },
    ],
  ],
  [
    "an item that goes",
    [
      { k: 1, x: 1 },
      { k: 2, x: 2 },
    ],
    [{ k: 1 }, { k: 2 }],
    [{ k: 2 }],
    [{ k: 2, x: 2 }],
  ],
  [
    "items that come, first, between and last",
    ["a", "b"],
    ["a", "b"],
    ["0", "a", "1", "b", "2"],
    ["0", "a", "1", "b", "2"],
  ],
  ["items that were not understood", ["a", 7, "b"], ["a", "b"], ["a", "c"], ["a", 7, "c"]],
  ["another type", { a: [1] }, { a: "1" }, { a: "2" }, { a: "2" }],
];
for (const [title, original, before, after, merged] of cases) {
  test(title, () => assert.deepEqual(mergeRecord(original, before, after), merged));
}

test("nothing changed gives the original; nothing special about it gives what is written now", () => {
  const record = fc
    .dictionary(fc.constantFrom("a", "b", "c", "d"), fc.jsonValue({ maxDepth: 2 }))
    .map((any) => JSON.parse(JSON.stringify(any)) as unknown);
  fc.assert(
    fc.property(record, record, record, (original, before, after) => {
      assert.equal(mergeRecord(original, before, before), original);
      assert.deepEqual(mergeRecord(before, before, after), after);
    }),
    { seed: 11, numRuns: 500 },
  );
});
