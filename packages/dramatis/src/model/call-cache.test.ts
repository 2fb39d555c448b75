import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { InputError } from "../core/index.ts";
import { callCache } from "./call-cache.ts";

const folder = mkdtempSync(join(tmpdir(), "dramatis-cache-"));
after(() => rmSync(folder, { recursive: true }));

const asksToDelete = (error: unknown): boolean => {
  return error instanceof InputError && /delete the file/.test(error.message) && !error.message.includes("\n");
};

test("keeps values over instances, makes its folder, and the last value wins", () => {
  const path = join(folder, "a/b/cache.sqlite");
  const first = callCache(path);
  assert.equal(first.get("k"), undefined);
  first.put("k", { text: "ß" });
  first.put("k", { text: "ü" });
  first.close();
  const second = callCache(path);
  assert.deepEqual(second.get("k"), { text: "ü" });
  second.close();
});

test("several processes write to one file at once and lose nothing", async () => {
  const path = join(folder, "shared.sqlite");
  const source = `
    const { callCache } = await import(${JSON.stringify(import.meta.resolve("./call-cache.ts"))});
    const [path, name] = process.argv.slice(1);
    const cache = callCache(path);
    for (let i = 0; i < 50; i++) cache.put(name + i, i);
    cache.close();`;
  const exits = ["a", "b", "c"].map(
    (name) =>
      new Promise<number | null>((resolve) => {
        const child = spawn(process.execPath, ["--input-type=module", "-e", source, path, name], { stdio: "inherit" });
        child.on("close", resolve);
      }),
  );
  assert.deepEqual(await Promise.all(exits), [0, 0, 0]);
  const cache = callCache(path);
  for (const name of ["a", "b", "c"]) for (let i = 0; i < 50; i++) assert.equal(cache.get(name + i), i);
  cache.close();
});

test("a file that is no database, a cut one, and a foreign one ask to be deleted", () => {
  const noDatabase = join(folder, "text.sqlite");
  writeFileSync(noDatabase, "hello ".repeat(1000));
  assert.throws(() => callCache(noDatabase), asksToDelete);

  const cut = join(folder, "cut.sqlite");
  const cache = callCache(cut);
  for (let i = 0; i < 200; i++) cache.put(`key${i}`, "x".repeat(500));
  cache.close();
  truncateSync(cut, 8192);
  assert.throws(() => {
    const damaged = callCache(cut);
    for (let i = 0; i < 200; i++) damaged.get(`key${i}`);
  }, asksToDelete);
});

test("a folder in the place of the file is named", () => {
  assert.throws(
    () => callCache(folder),
    (error: unknown) => error instanceof InputError && error.message.startsWith(folder),
  );
});
