import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { filesOfFolder, PERSONA_LIMIT, readText } from "./read-text.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis-read-"));
});
after(() => rm(folder, { recursive: true }));

test("a file of 100 MB is refused by its size", async () => {
  const path = join(folder, "large.jsonl");
  const file = await open(path, "w");
  await file.truncate(100 * 2 ** 20);
  await file.close();
  await assert.rejects(readText(path), { message: `${path}: 100 MB or more; expected at most 64 MB; split the file` });
  await assert.rejects(readText(path, PERSONA_LIMIT), { message: /expected at most 4 MB/ });
});

test("missing files and folders are named as what they are", async () => {
  const missing = join(folder, "none");
  await assert.rejects(readText(missing), {
    message: `${missing}: no such file; expected a file that exists and may be read`,
  });
  await assert.rejects(readText(folder), { message: `${folder}: a folder; expected a file` });
  await assert.rejects(filesOfFolder(missing, /./), { code: "invalid_input" });
  await assert.rejects(readText("a\0b"), { code: "invalid_input" });
});

test("the files of a folder come sorted; a file has none", async () => {
  await writeFile(join(folder, "b.txt"), "b");
  await writeFile(join(folder, "a.txt"), "a");
  assert.deepEqual(await filesOfFolder(folder, /\.txt$/), [join(folder, "a.txt"), join(folder, "b.txt")]);
  assert.equal(await filesOfFolder(join(folder, "a.txt"), /./), undefined);
  assert.equal(await filesOfFolder("-", /./), undefined);
});

test('"-" is standard input, with the same checks', () => {
  const module = JSON.stringify(new URL("./read-text.ts", import.meta.url).href);
  const script = `import { readText } from ${module}; console.log(await readText("-", 8).catch((error) => error.message));`;
  const read = (input: string): string =>
    spawnSync(process.execPath, ["--input-type=module", "-e", script], { input, encoding: "utf8" }).stdout.trim();
  assert.equal(read("name: A"), "name: A");
  assert.match(read("name: Ada Lovelace"), /^-: 1 MB or more; expected at most 1 MB/);
  assert.equal(read(""), "-: an empty file; expected some text");
});
