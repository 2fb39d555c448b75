import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type LabelledCase, readLabelledSet, referenceOf } from "./labelled-set.ts";

test("one case a line; labels may be absent; a line that is no case is named", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "set.jsonl");
  const read = async (...lines: (object | string)[]) => {
    writeFileSync(path, lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));
    const cases: LabelledCase[] = [];
    for await (const one of readLabelledSet(path)) cases.push(one);
    return cases;
  };
  const full = { id: "a", known: { q: "?" }, tested: { reply: "x" }, labels: { kim: 4 }, adjudicated: 3, system: "m" };
  assert.deepEqual(await read(full, { id: 2, tested: { reply: "y" } }), [
    full,
    { id: "2", known: {}, tested: { reply: "y" }, labels: {} },
  ]);
  await assert.rejects(read(full, full), /set\.jsonl:2: the id "a", which line 1 has; expected an id of its own/);
  await assert.rejects(read({ id: "a", tested: {} }), /set\.jsonl:1: /);
  await assert.rejects(
    read({ id: "a", tested: { reply: "x" }, labels: { kim: "4" } }),
    /set\.jsonl:1: labels\.kim: "4"/,
  );
  await assert.rejects(read("{"), /set\.jsonl:1: /);
  await assert.rejects(read({ ...full, score: 3 }), /unknown key "score"/);
});

test("what was settled on goes before the mean of the labels", () => {
  assert.equal(referenceOf({ labels: { a: 1, b: 4 } }), 2.5);
  assert.equal(referenceOf({ labels: { a: 1, b: 4 }, adjudicated: 4 }), 4);
  assert.equal(referenceOf({ labels: {} }), null);
});
