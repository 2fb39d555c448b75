import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readPersona } from "../../persona/index.ts";
import { check } from "../check/check.ts";
import { compareRuns } from "./compare-runs.ts";

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "compare-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Checks what Ada, of a version of her own, says in sessions as an interview names them; gives the run's folder. */
async function checked(folder: string, dog: string, sessions: Record<string, string>): Promise<string> {
  const persona = join(folder, `${dog}.persona.yaml`);
  const statement = `{ id: dog, text: My dog is ${dog}. }`;
  writeFileSync(persona, `schema: dramatis.persona/1\nname: Ada\nstatements: [${statement}]\n`);
  const { version } = await readPersona(persona);
  const lines = Object.entries(sessions).map(([kind, text]) => {
    return `${JSON.stringify({ session: `${kind}-${version.slice(0, 6)}`, speaker: "Ada", text })}\n`;
  });
  const transcript = join(folder, `${dog}.jsonl`);
  writeFileSync(transcript, lines.join(""));
  const runs = join(folder, "runs");
  return (await check({ persona, transcript, measures: ["distinct-n"], runs, env: {} })).folder;
}

test("conversations of two versions are paired without the version in their names; what one run lacks is unpaired", async (t) => {
  const folder = folderOf(t);
  const before = await checked(folder, "Bolt", { "scripted-1": "a b a b", "scripted-2": "a b c", "played-1": "x y" });
  const after = await checked(folder, "Rex", { "scripted-1": "a b c d", "scripted-2": "a b c" });
  const found = await compareRuns(before, after);
  assert.notEqual(found.before.personas[0]?.version, found.after.personas[0]?.version);
  const [only] = found.measures;
  // Runs of two words: ab ba ab is 2 of 3, then 3 of 3; 2 of 2 both times. The mean difference is (1/3 + 0) / 2.
  assert.deepEqual(only?.items, [
    { item: "scripted-1", before: 2 / 3, after: 1 },
    { item: "scripted-2", before: 1, after: 1 },
  ]);
  assert.ok(Math.abs((only?.difference ?? 0) - 1 / 6) < 1e-12);
  assert.equal(only?.unpaired, 1);
});

test("a folder that holds no check is said in one line", async (t) => {
  const folder = folderOf(t);
  await assert.rejects(compareRuns(folder, folder), { code: "invalid_input", message: /plan\.json: no such file/ });
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ command: "survey", arguments: {} }));
  await assert.rejects(compareRuns(folder, folder), { message: /plan\.json: command: "survey"; expected "check"/ });
});
