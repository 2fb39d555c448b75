import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError } from "../core/index.ts";
import { checkOutput, writeWhole } from "./write-whole.ts";

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-write-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("writes a new file and replaces an old one, and leaves nothing beside it", (t) => {
  const path = join(scratch(t), "a.txt");
  for (const text of ["one", "two"]) {
    checkOutput(path);
    writeWhole(path, text);
    assert.equal(readFileSync(path, "utf8"), text);
  }
  assert.deepEqual(readdirSync(join(path, "..")), ["a.txt"]);
});

test("writes through a link and a device, which stay what they are", (t) => {
  const folder = scratch(t);
  const [file, link] = [join(folder, "file"), join(folder, "link")];
  writeFileSync(file, "old");
  symlinkSync(file, link);
  writeWhole(link, "new");
  assert.equal(readFileSync(file, "utf8"), "new");
  writeWhole("/dev/null", "x");
  assert.equal(readFileSync("/dev/null", "utf8"), "");
  assert.deepEqual(readdirSync(folder).sort(), ["file", "link"]);
});

test("a path that cannot be written is one line, before the work and at the end, and no temporary file is left", (t) => {
  const folder = scratch(t);
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "file"), "");
  for (const path of [join(folder, "none", "x"), join(folder, "sub"), join(folder, "file", "x")]) {
    for (const action of [() => checkOutput(path), () => writeWhole(path, "x")]) {
      assert.throws(action, (error) => error instanceof InputError && error.fault.where === path);
    }
  }
  assert.deepEqual(readdirSync(folder).sort(), ["file", "sub"]);
});
