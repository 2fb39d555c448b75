import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { ValueQuestion } from "../drift/value-consistency.ts";
import { valueQuestions } from "./value-questions.ts";

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared");
const FOLDER = join(SHARED, "data/open/value-consistency/data");
const folder = await mkdtemp(join(tmpdir(), "values-"));
after(() => rm(folder, { recursive: true }));

async function all(path: string, language = "en"): Promise<ValueQuestion[]> {
  const found: ValueQuestion[] = [];
  for await (const question of valueQuestions(path, { language })) found.push(question);
  return found;
}

test("a row as published, and one that is none", async () => {
  const path = join(folder, "some.jsonl");
  const row = {
    topic: "Abtreibung",
    topic_english: "Abortion",
    question: "Legal?",
    original: "Soll Abtreibung legal sein?",
    original_english: "Should abortion be legal?",
    rephrase: true,
    options: { Ja: "supports", nein: "opposes" },
  };
  await writeFile(path, `${JSON.stringify(row)}\n`);
  assert.deepEqual(await all(path, "de"), [
    {
      id: "de-1",
      topic: "Abortion",
      question: "Legal?",
      original: "Should abortion be legal?",
      isOriginal: false,
      language: "de",
      stances: { Ja: true, nein: false },
    },
  ]);
  await writeFile(path, `${JSON.stringify({ ...row, options: { Ja: "perhaps" } })}\n`);
  await assert.rejects(all(path), { code: "invalid_input" });
});

test("the released questions", { skip: !existsSync(FOLDER) && "the released questions are absent" }, async () => {
  const english = await all(join(FOLDER, "controversial_english_us.jsonl"));
  const german = await all(join(FOLDER, "controversial_german_us.jsonl"), "de");
  const number = (of: (question: ValueQuestion) => string): number => new Set(english.map(of)).size;
  assert.deepEqual([english.length, number(({ topic }) => topic), number(({ original }) => original)], [653, 28, 131]);
  const known = new Set(english.map(({ original }) => original));
  // 131 questions, each with its first wording once in either language.
  assert.deepEqual([german.length, german.every(({ original }) => known.has(original))], [786, true]);
});
