import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesText } from "./bytes-text.ts";

test("bytes are said with two digits or more, in decimal units", () => {
  assert.deepEqual([0, 812, 999_999, 8_142_057, 12_400_000, 397_808_192, 4_370_000_000].map(bytesText), [
    "0 kB",
    "1 kB",
    "1000 kB",
    "8.1 MB",
    "12 MB",
    "398 MB",
    "4.4 GB",
  ]);
});
