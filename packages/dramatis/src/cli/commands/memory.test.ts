import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type Memory, memoryBook } from "../../act/index.ts";
import { openEmbedder } from "../../model/index.ts";
import { sqliteStore } from "../../store/index.ts";
import { dramatis, folderOf, type Said } from "../testing-cli.ts";

function memory(id: string, text: string, about = "user"): Memory {
  const sources = [{ session: "s", turn: 0, speaker: about, quote: text }];
  return { id, kind: "fact", text, about, sources, saidAt: `2026-03-0${id.length}T12:00:00Z`, confidence: 0.9 };
}

const LEEDS: Memory = { ...memory("leeds", "I live in Leeds."), validUntil: "2026-03-06", replacedBy: "york" };
const YORK = memory("york", "I live in York.");
const VEGAN = memory("vegan", "I never ate meat.", "Ada");

/** A file with what Ada remembers; gives the command line on it. */
async function remembering(
  t: TestContext,
  owners: readonly string[] = ["Ada"],
): Promise<(action: string, ...args: string[]) => Promise<Said>> {
  const file = join(folderOf(t), "ada.sqlite");
  const store = sqliteStore({ path: file });
  for (const owner of owners) {
    const book = memoryBook({ store: store.memories, owner, embedder: await openEmbedder({ kind: "understudy" }) });
    for (const one of [YORK, LEEDS, VEGAN]) await book.put(one);
  }
  store.close();
  return (action, ...args) => dramatis(t, ["memory", action, file, ...args]);
}

test("list: what holds, by whom it is about; filters; as JSON", async (t) => {
  const on = await remembering(t);
  const { code, out } = await on("list");
  assert.equal(code, 0);
  assert.equal(
    out,
    "Of user:\n  york  I live in York. (since 2026-03-04)\nOf Ada:\n  vegan  I never ate meat. (since 2026-03-05)\n",
  );
  assert.match((await on("list", "--all")).out, /leeds {2}I live in Leeds\. \(since 2026-03-05, until 2026-03-06\)/);
  assert.equal((await on("list", "--kind", "event")).out, "nothing is remembered\n");
  const json = await on("list", "--about", "ADA", "--json");
  assert.deepEqual(JSON.parse(json.out), [VEGAN]);
});

test("edit changes a memory, and refuses what would make it none", async (t) => {
  const on = await remembering(t);
  assert.deepEqual((await on("edit", "york", "--text", "I live in Rome.")).out, "york  I live in Rome.\n");
  const { out } = await on("edit", "york", "--valid-from", "2026-01-02", "--confidence", "0.5", "--json");
  assert.deepEqual(JSON.parse(out), { ...YORK, text: "I live in Rome.", validFrom: "2026-01-02", confidence: 0.5 });
  assert.match((await on("list")).out, /york {2}I live in Rome\. \(since 2026-01-02\)/);
  for (const [flags, says] of [
    [[], /memory edit: nothing to change; expected --text/],
    [["--valid-from", "soon"], /memory york: validFrom: "soon"; expected a date/],
    [["--confidence", "2"], /--confidence.*from 0 to 1/],
  ] as const) {
    const { code, err } = await on("edit", "york", ...flags);
    assert.equal(code, 2);
    assert.match(err, says);
    assert.match(err, /^[^\n]+\n$/);
  }
});

test("delete: one memory; what it took the place of holds again", async (t) => {
  const on = await remembering(t);
  assert.equal((await on("delete", "york")).out, "deleted: I live in York.\n");
  assert.match((await on("list")).out, /^Of user:\n {2}leeds {2}I live in Leeds\. \(since 2026-03-05\)\n/);
  const unknown = await on("delete", "leds");
  assert.deepEqual([unknown.code, unknown.out], [2, ""]);
  assert.match(unknown.err, /no memory "leds"; .*did you mean leeds\?\n$/);
});

test("forget: a person, wholly", async (t) => {
  const on = await remembering(t);
  assert.equal((await on("forget", "USER")).out, "2 forgotten\n");
  assert.deepEqual(JSON.parse((await on("list", "--all", "--json")).out), [VEGAN]);
  const again = await on("forget", "user");
  assert.equal(again.code, 2);
  assert.match(again.err, /nothing about or by "user"; expected one of Ada/);
});

test("export: every memory, one a line, without vectors", async (t) => {
  const on = await remembering(t);
  const { code, out } = await on("export");
  assert.equal(code, 0);
  assert.deepEqual(
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
    [YORK, LEEDS, VEGAN],
  );
});

test("a file of several personas asks which one", async (t) => {
  const on = await remembering(t, ["Ada", "Bo"]);
  const { code, err } = await on("list");
  assert.equal(code, 2);
  assert.match(err, /the memories of Ada, Bo; expected one persona; name one with --persona\n$/);
  assert.match((await on("list", "--persona", "bo")).out, /york/);
  assert.match((await on("list", "--persona", "Boo")).err, /unknown persona in .*"Boo"; did you mean Bo\?/);
});

test("a file that is missing, is no database or is another program's: one line, exit code 2, left as it is", async (t) => {
  const folder = folderOf(t, { "diary.txt": "Dear diary. ".repeat(100) });
  const missing = await dramatis(t, ["memory", "list", join(folder, "none.sqlite")]);
  assert.match(missing.err, /none\.sqlite: no such file; expected a file that dramatis chat --memory made\n$/);
  const diary = await dramatis(t, ["memory", "list", join(folder, "diary.txt")]);
  assert.match(diary.err, /^dramatis: .*diary\.txt: the store is unreadable [^\n]*\n$/);
  assert.deepEqual([missing.code, diary.code], [2, 2]);
  assert.equal(readFileSync(join(folder, "diary.txt"), "utf8"), "Dear diary. ".repeat(100));
});

test("a store without memories lists none", async (t) => {
  const file = join(folderOf(t), "new.sqlite");
  sqliteStore({ path: file }).close();
  assert.deepEqual(await dramatis(t, ["memory", "list", file]), { code: 0, out: "nothing is remembered\n", err: "" });
});
