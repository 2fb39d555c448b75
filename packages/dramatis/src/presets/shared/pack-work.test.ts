import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type TestContext, test } from "node:test";
import { packWork, unpackWork } from "./pack-work.ts";

test("files that options name come along, at any depth and behind a model's scheme; other texts stay", (t) => {
  const folder = folderOf(t, { "people/ada.yaml": "Ada", "people/bo.yaml": "Bo", "script.json": "{}", "ada.txt": "x" });
  const options = {
    persona: "people",
    roles: { model: "mock:script.json", judge: "openai:gpt" },
    seed: 7,
    also: ["ada.txt"],
  };
  const work = packWork(options, { folder, env: { DRAMATIS_MODEL: "openai:x", OPENAI_API_KEY: "secret" } });
  assert.deepEqual(work.options, options);
  assert.deepEqual(Object.keys(work.files).sort(), ["ada.txt", "people/ada.yaml", "people/bo.yaml", "script.json"]);
  assert.deepEqual(work.env, { DRAMATIS_MODEL: "openai:x" });
  assert.doesNotMatch(JSON.stringify(work), /secret/);
  const there = folderOf(t);
  assert.deepEqual(unpackWork(JSON.parse(JSON.stringify(work)), there).options, options);
  assert.equal(readFileSync(join(there, "people/bo.yaml"), "utf8"), "Bo");
});

test("what lies outside the folder is found under another name", (t) => {
  const outside = folderOf(t, { "ada.yaml": "Ada", "ada.suite.yaml": "suite" });
  const folder = folderOf(t);
  const path = join(outside, "ada.yaml");
  const work = packWork({ persona: path }, { folder });
  assert.equal(work.options.persona, "outside/0/ada.yaml");
  const there = folderOf(t);
  unpackWork(work, there);
  assert.equal(readFileSync(join(there, "outside/0/ada.yaml"), "utf8"), "Ada");
  // A suite that was made of it lies beside it, and is read there.
  assert.equal(readFileSync(join(there, "outside/0/ada.suite.yaml"), "utf8"), "suite");
});

test("runs, hidden files and packages are left; standard input cannot be sent", (t) => {
  const folder = folderOf(t, { "all/.git/x": "1", "all/node_modules/y": "2", "all/runs/z": "3", "all/ada.yaml": "4" });
  assert.deepEqual(Object.keys(packWork({ persona: "all" }, { folder }).files), ["all/ada.yaml"]);
  assert.throws(
    () => packWork({ transcript: "-" }, { folder }),
    /standard input; expected a file, on several machines/,
  );
});

test("what comes out of a database is not trusted: nothing is written outside the folder", (t) => {
  const there = folderOf(t);
  const content = Buffer.from("bad").toString("base64");
  for (const name of ["../escaped", "a/../../escaped", "/tmp/escaped-dramatis", `../${basename(there)}-x/y`]) {
    const work = { options: {}, files: { [name]: content }, env: {} };
    assert.throws(() => unpackWork(work, there), /a file outside its folder/);
  }
  for (const none of [null, 1, { options: [] }, { options: {}, files: { a: 1 }, env: {} }])
    assert.throws(() => unpackWork(none, there), /work that is none/);
});

function folderOf(t: TestContext, files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-pack-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
