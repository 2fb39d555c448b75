import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "./table.ts";

const COLUMNS = [
  { head: "measure", align: "left" },
  { head: "value", align: "right" },
  { head: "n", align: "right" },
] as const;

test("columns are as wide as their widest cell and align as told", () => {
  assert.deepEqual(
    table(
      COLUMNS,
      [
        ["apc", "0.5", "120"],
        ["line-to-line", "0.123", "7"],
      ],
      80,
    ),
    ["measure       value    n", "apc             0.5  120", "line-to-line  0.123    7"],
  );
});

test("the first column wraps when the rest needs the room", () => {
  assert.deepEqual(table(COLUMNS, [["question-answer-consistency", "0.5", "120"]], 28), [
    "measure           value    n",
    "question-answer-    0.5  120",
    "consistency",
  ]);
});

test("a remark runs over the other columns", () => {
  assert.deepEqual(table(COLUMNS, [["apc", "0.5", "120"], { name: "qa", remark: "– nothing to score at all" }], 31), [
    "measure  value    n",
    "apc        0.5  120",
    "qa       – nothing to score at",
    "         all",
  ]);
});
