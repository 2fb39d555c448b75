import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isFresh } from "./studio.ts";

test("pages are built again once anything that they are made from is newer", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-studio-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, at: number): void => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), "");
    utimesSync(join(folder, name), at, at);
  };
  write("src/pages/chat.tsx", 100);
  utimesSync(join(folder, "src", "pages"), 100, 100);
  utimesSync(join(folder, "src"), 100, 100);
  assert.equal(isFresh(folder), false);
  write("dist/index.html", 200);
  assert.equal(isFresh(folder), true);
  write("src/pages/chat.tsx", 300);
  assert.equal(isFresh(folder), false);
});
