import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { LabelledCase } from "../../measure/judges/labelled-set.ts";
import { type Labelled, labelCases } from "./label-cases.ts";
import { ADJUDICATOR, openLabelLog, withLabels } from "./label-log.ts";

const CASES: LabelledCase[] = Array.from({ length: 6 }, (_, i) => ({
  id: `c${i}`,
  known: { persona: ["I have a dog."] },
  tested: { reply: `Reply number ${i}.` },
  labels: {},
  system: "model-x",
}));

interface Sitting extends Labelled {
  shown: string;
  order: string[];
}

/** Labels from typed lines; ends when they do, as ^D and ^C do. */
async function sit(path: string, rater: string, typed: string[], cases = CASES): Promise<Sitting> {
  const said: string[] = [];
  const lines = [...typed];
  const done = await labelCases({
    cases: withLabels(cases, path),
    log: openLabelLog(path, rater),
    levels: [1, 2, 3],
    adjudicate: rater === ADJUDICATOR,
    line: async () => lines.shift(),
    say: (text) => said.push(text),
  });
  const shown = said.join("\n");
  return { ...done, shown, order: [...shown.matchAll(/Reply number \d/g)].map(([text]) => text) };
}

function setPath(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "cases.jsonl");
}

test("each label is kept at once; the same command goes on where it stopped", async (t) => {
  const path = setPath(t);
  const first = await sit(path, "kim", ["1", "2"]);
  assert.deepEqual([first.done, first.of], [2, 6]);
  const second = await sit(path, "kim", ["3", "q", "3"]);
  assert.deepEqual([second.done, second.order.length], [3, 2]);
  assert.equal(new Set([...first.order.slice(0, 2), ...second.order]).size, 4);
  const all = await sit(path, "kim", ["1", "1", "1", "1"]);
  assert.equal(all.done, 6);
  assert.equal((await sit(path, "kim", ["1"])).shown, "");
  assert.equal(
    withLabels(CASES, path).every(({ labels }) => labels.kim !== undefined),
    true,
  );
});

test("blind: neither what made it, nor what another rater gave, nor the same order", async (t) => {
  const path = setPath(t);
  const kim = await sit(path, "kim", ["3", "3", "3", "3", "3", "3"]);
  const lee = await sit(path, "lee", ["1", "1", "1", "1", "1", "1"]);
  for (const { shown } of [kim, lee]) {
    assert.doesNotMatch(shown, /model-x|kim|raters gave/);
    assert.match(shown, /persona:\n {2}- I have a dog\./);
  }
  assert.notDeepEqual(kim.order, lee.order);
});

test("skip, back, and what is no score", async (t) => {
  const path = setPath(t);
  const { shown, done } = await sit(path, "kim", ["b", "1", "b", "2", "s", "4", "", "yes"]);
  assert.match(shown, /nothing to go back to/);
  assert.match(shown, /not "4"/);
  assert.match(shown, /not "yes"/);
  assert.equal(done, 1);
  assert.deepEqual(
    withLabels(CASES, path).flatMap(({ labels }) => Object.values(labels)),
    [2],
  );
  assert.equal((await sit(path, "kim", ["1", "1", "1", "1", "1"])).done, 6);
});

test("a third pass settles what raters differ on, without saying who gave what", async (t) => {
  const path = setPath(t);
  await sit(path, "kim", ["3", "3", "3", "3", "3", "3"]);
  const cases = withLabels(CASES, path);
  const log = openLabelLog(path, "lee");
  for (const { id } of cases) log.put(id, id === "c4" ? 1 : 3);
  const { shown, done, of } = await sit(path, ADJUDICATOR, ["2"]);
  assert.deepEqual([done, of], [1, 1]);
  assert.match(shown, /Reply number 4[\s\S]*raters gave 1, 3/);
  assert.doesNotMatch(shown, /kim|lee/);
  const settled = withLabels(CASES, path);
  assert.deepEqual(
    settled.map(({ adjudicated }) => adjudicated).filter((label) => label !== undefined),
    [2],
  );
  assert.deepEqual(settled[4]?.labels, { kim: 3, lee: 1 });
});

test("a line cut short by a kill is taken away; one that is no label is named", async (t) => {
  const path = setPath(t);
  await sit(path, "kim", ["1", "2"]);
  const file = openLabelLog(path, "kim").path;
  appendFileSync(file, '{"id":"c9","la');
  assert.equal(openLabelLog(path, "kim").labels.size, 2);
  assert.match(readFileSync(file, "utf8"), /\}\n$/);
  appendFileSync(file, '{"id":"c9"}\n');
  assert.throws(() => openLabelLog(path, "kim"), /kim\.jsonl:3: .*expected/);
  for (const name of ["", "../x", "a b"]) assert.throws(() => openLabelLog(path, name), /--rater/);
});

test("what a tested text holds cannot move the cursor", async (t) => {
  const path = setPath(t);
  const cases = [{ id: "x", known: {}, tested: { reply: "a\u001b[2Jb\r\nc\u202ed" }, labels: {} }];
  const { shown } = await sit(path, "kim", [], cases);
  assert.match(shown, /reply: ab cd/);
});
