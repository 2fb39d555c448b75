import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { InputError } from "../core/index.ts";
import { appendLine } from "./append-line.ts";

test("a line is added after whole lines, and after one that was cut short", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-line-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "lines.jsonl");
  appendLine(path, "one");
  appendLine(path, "two");
  appendFileSync(path, '{"cut');
  appendLine(path, "three");
  assert.equal(readFileSync(path, "utf8"), 'one\ntwo\n{"cut\nthree\n');
  assert.throws(() => appendLine(join(path, "no"), "x"), InputError);
});
