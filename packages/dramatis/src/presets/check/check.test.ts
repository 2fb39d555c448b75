import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { BudgetError, InputError } from "../../core/index.ts";
import { catalogue } from "../../measure/index.ts";
import { testingServer } from "../../model/testing-server.ts";
import { readGate } from "../../run/index.ts";
import { type CheckOptions, check } from "./check.ts";

function persona(name: string): string {
  return `schema: dramatis.persona/1\nname: ${name}\nstatements: [{ id: dog, text: I have a dog. }]\n`;
}

function talk(session: string, speaker: string, texts: readonly string[]): string {
  return texts.map((text) => `${JSON.stringify({ session, speaker, text })}\n`).join("");
}

/** Files by path in a folder that is deleted after the test; gives the options of a check on `ada.persona.yaml`. */
function setup(t: TestContext, files: Record<string, string>): { folder: string; options: CheckOptions } {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-check-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const options = {
    persona: join(folder, "ada.persona.yaml"),
    transcript: join(folder, "chat.jsonl"),
    runs: join(folder, "runs"),
    measures: ["repetition"],
    env: {},
  };
  return { folder, options };
}

const TEXTS = ["I have a dog.", "He is big.", "We walk a lot."];

test("several personas are each held against who bears their name, whatever the case", async (t) => {
  const chat = talk("one", "ADA ", TEXTS) + talk("two", "Bo", TEXTS) + talk("three", "bo", TEXTS);
  const files = { "ada.persona.yaml": persona("Ada"), "bo.persona.yaml": persona("Bo"), "chat.jsonl": chat };
  const { folder, options } = setup(t, files);
  await assert.rejects(check({ ...options, persona: folder }), InputError);
  writeFileSync(join(folder, "chat.jsonl"), talk("one", "ADA ", TEXTS) + talk("two", "Bo", TEXTS));
  const { report } = await check({ ...options, persona: folder });
  assert.deepEqual(
    report.results.map(({ persona, speaker, transcripts }) => [persona, speaker, transcripts.length]),
    [
      ["Ada", "ADA ", 1],
      ["Bo", "Bo", 1],
    ],
  );
});

test("a named speaker is held against every persona", async (t) => {
  const chat = talk("one", "assistant", TEXTS) + talk("two", "Bo", TEXTS);
  const files = { "ada.persona.yaml": persona("Ada"), "bo.persona.yaml": persona("Bo"), "chat.jsonl": chat };
  const { folder, options } = setup(t, files);
  const notices: string[] = [];
  const onNotice = (line: string): void => void notices.push(line);
  const { report } = await check({ ...options, persona: folder, speaker: "assistant", onNotice });
  assert.deepEqual(
    report.results.map(({ persona, speaker, transcripts }) => [
      persona,
      speaker,
      transcripts.map((one) => one.session),
    ]),
    [
      ["Ada", "assistant", ["one"]],
      ["Bo", "assistant", ["one"]],
    ],
  );
  assert.equal(notices.length, 2);
});

test("the example of a gate bounds measures that are there", async () => {
  const example = join(import.meta.dirname, "../../../../../examples/gate.yaml");
  const known = catalogue.map(({ name }) => name);
  assert.ok(Object.keys(await readGate(example, known)).length > 1);
});

test("a concurrency that is none leaves no run behind", async (t) => {
  const { folder, options } = setup(t, { "ada.persona.yaml": persona("Ada"), "chat.jsonl": talk("one", "Ada", TEXTS) });
  await assert.rejects(check({ ...options, concurrency: 0 }), RangeError);
  assert.deepEqual(readdirSync(folder).sort(), ["ada.persona.yaml", "chat.jsonl"]);
});

test("without a hosted model there is no cache, not even the one that is named", async (t) => {
  const { folder, options } = setup(t, { "ada.persona.yaml": persona("Ada"), "chat.jsonl": talk("one", "Ada", TEXTS) });
  const { folder: run } = await check({ ...options, cache: join(folder, "calls.sqlite") });
  assert.deepEqual(readdirSync(folder).sort(), ["ada.persona.yaml", "chat.jsonl", "runs"]);
  assert.deepEqual(readdirSync(run).sort(), ["plan.json", "summary.json", "trials.jsonl"]);
});

test("what a hosted judge has answered is asked once and paid once, over every resume", async (t) => {
  const message = { role: "assistant", content: '{"reason": "", "verdict": "neutral"}' };
  const usage = { prompt_tokens: 300, completion_tokens: 0 };
  const server = await testingServer([{ body: { choices: [{ message, finish_reason: "stop" }], usage } }]);
  t.after(() => server.close());
  const chat = talk("one", "Ada", TEXTS) + talk("two", "Ada", ["I am up.", "So are you."]);
  const { options } = setup(t, { "ada.persona.yaml": persona("Ada"), "chat.jsonl": chat });
  // At a dollar a token every call costs $300: three fit under a cap of $1000.
  const hosted: CheckOptions = {
    ...options,
    measures: ["contradiction-rate"],
    roles: { nli: "judge", judge: `${server.url}/v1#m` },
    price: { input: 1e6, output: 0 },
    concurrency: 1,
  };
  await assert.rejects(check({ ...hosted, maxCost: 1000 }), BudgetError);
  assert.equal(server.seen.length, 3);
  await assert.rejects(check({ ...hosted, maxCost: 1000, resume: true }), BudgetError);
  assert.equal(server.seen.length, 3);

  const { report, folder } = await check({ ...hosted, resume: true });
  const asked = server.seen.map(({ body }) => JSON.stringify(body));
  assert.ok(asked.length > 3);
  assert.equal(new Set(asked).size, asked.length);
  assert.deepEqual(report.usage, { inputTokens: 300 * asked.length, outputTokens: 0, cost: 300 * asked.length });
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "usage.json"), "utf8")), report.usage);
  const files = ["calls.sqlite", "plan.json", "summary.json", "trials.jsonl", "usage.json"];
  assert.deepEqual(readdirSync(folder).sort(), files);
});
