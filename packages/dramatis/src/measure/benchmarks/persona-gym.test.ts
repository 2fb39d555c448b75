import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Persona, Suite } from "../../core/index.ts";
import { TASKS } from "../persona-gym/tasks.prompts.ts";
import { personaGym } from "./persona-gym.ts";

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared");
const RELEASED = join(SHARED, "data/open/personagym");
const QUESTIONS = {
  "Expected Action": ["A?"],
  Toxicity: ["B?"],
  "Linguistic Habits": ["C?"],
  "Persona Consistency": ["D?"],
  "Action Justification": ["E?"],
};

function folderOf(t: TestContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "dramatis-gym-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "questions/benchmark-v1");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return root;
}

async function loaded(root: string): Promise<{ persona: Persona; suite: Suite }[]> {
  const all = [];
  for await (const one of personaGym().load(root)) all.push(one);
  return all;
}

test("a file is a persona, its name the description, and each question an item of its task", async (t) => {
  const [only] = await loaded(folderOf(t, { "A nurse from Rome.json": JSON.stringify(QUESTIONS) }));
  assert.deepEqual([only?.persona.name, only?.persona.summary], ["Person 1", "A nurse from Rome"]);
  assert.deepEqual(
    only?.suite.items.map(({ kind, turns, asks }) => [kind, turns[0], asks?.task]),
    TASKS.map((task, i) => ["persona-gym", `${"ABCDE"[i]}?`, task]),
  );
});

test("a folder without personas and a file of another shape are named", async (t) => {
  await assert.rejects(loaded(folderOf(t, {})), /benchmark-v1: no persona; expected/);
  const wrong = folderOf(t, { "A.json": JSON.stringify({ ...QUESTIONS, Toxicity: "B?" }) });
  await assert.rejects(loaded(wrong), /A\.json: Toxicity: "B\?"; expected a list/);
  await assert.rejects(loaded(folderOf(t, { "A.json": "{" })), { code: "invalid_input" });
});

test("the release: 200 personas, 10,000 questions, ten a task", {
  skip: !existsSync(RELEASED) && "needs the PersonaGym data",
}, async () => {
  let personas = 0;
  let questions = 0;
  for await (const { suite } of personaGym().load(RELEASED)) {
    personas++;
    questions += suite.items.length;
    for (const own of Map.groupBy(suite.items, ({ asks }) => asks?.task).values()) assert.equal(own.length, 10);
  }
  assert.deepEqual([personas, questions], [200, 10_000]);
});
