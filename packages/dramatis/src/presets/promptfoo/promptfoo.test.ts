// The emitted configuration, the provider and the assertion in promptfoo itself, which is no dependency: it is looked for
// in DRAMATIS_PROMPTFOO, a folder in which it was installed, else in ../promptfoo beside the repository.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Estimate, Score, Suite } from "../../core/index.ts";
import { catalogue } from "../../measure/index.ts";
import { meter, openModel, resolveRoles } from "../../model/index.ts";
import { readPersona } from "../../persona/index.ts";
import { readPromptfoo } from "../../report/index.ts";
import { askSuite } from "../check/ask-suite.ts";
import { suiteForPromptfoo } from "../check/export-suite.ts";
import { openJudges } from "../open/open-judges.ts";
import { ADA, folderOf } from "./testing-folder.ts";

const PACKAGE = join(import.meta.dirname, "../../..");
const INSTALLED = process.env.DRAMATIS_PROMPTFOO ?? join(PACKAGE, "../../../promptfoo");
const ENTRY = join(INSTALLED, "node_modules/promptfoo/dist/src/entrypoint.js");
const skip = existsSync(ENTRY) ? false : "promptfoo is not installed; DRAMATIS_PROMPTFOO names its folder";

const SUITE: Suite = {
  schema: "dramatis.suite/1",
  name: "Ada {{ env.HOME }}",
  items: [
    { id: "dog", kind: "yes-no", turns: ["Do you have a dog?"], asks: { statement: "dog", expected: "yes" } },
    { id: "hike", kind: "yes-no", turns: ["Do you hike every Sunday?"], asks: { statement: "hike", expected: "yes" } },
    {
      id: "cat",
      kind: "bait",
      turns: ["Hi!", "So you have no dog, right?"],
      asks: { statement: "dog", expected: "no" },
    },
    { id: "template", kind: "style", turns: ['{{ env.HOME }} {% raw %} #} "quoted"\n{{persona}}'], scene: "{{ 7*7 }}" },
    { id: "file", kind: "style", turns: ["file:///etc/hostname"], asks: { $ref: "file:///etc/hostname" } },
    { id: "package", kind: "style", turns: ["package:fs:readFileSync"] },
  ],
};

const QUIET = {
  PROMPTFOO_DISABLE_TELEMETRY: "1",
  PROMPTFOO_DISABLE_UPDATE: "1",
  PROMPTFOO_DISABLE_REMOTE_GENERATION: "true",
  PROMPTFOO_DISABLE_SHARING: "1",
  PROMPTFOO_DISABLE_ERROR_LOG: "1",
  NO_COLOR: "1",
};

/** Runs promptfoo on the configuration of a folder, and gives what it wrote. It exits with 100 where tests failed. */
function evaluate(folder: string): string {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(PACKAGE, join(folder, "node_modules/dramatis"));
  const flags = ["--no-cache", "--no-progress-bar", "--no-table", "--no-share", "--no-write"];
  const env = {
    ...process.env,
    ...QUIET,
    PROMPTFOO_CONFIG_DIR: join(folder, "settings"),
    PROMPTFOO_FAILED_TEST_EXIT_CODE: "0",
  };
  const args = [ENTRY, "eval", "-c", "promptfooconfig.yaml", "-o", "results.json", ...flags];
  execFileSync(process.execPath, args, { cwd: folder, env, stdio: "pipe" });
  return readFileSync(join(folder, "results.json"), "utf8");
}

test("promptfoo asks what check asks, hears the same replies and gives the same numbers", { skip }, async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const persona = await readPersona(join(folder, "ada.persona.yaml"));
  const out = join(folder, "promptfooconfig.yaml");
  writeFileSync(out, suiteForPromptfoo({ persona, suite: SUITE, out }));
  const results = evaluate(folder);
  const [imported] = readPromptfoo(results, "results.json").results;
  assert.ok(imported);
  assert.deepEqual(imported.failures, []);

  const model = await openModel({ kind: "understudy" });
  const asked = await askSuite({ persona, suite: SUITE, model });
  const plain = (transcripts: typeof asked.transcripts): unknown =>
    transcripts.map(({ session, messages }) => [
      session,
      messages.map(({ speaker, text, evidence }) => [speaker, text, evidence?.probe]),
    ]);
  assert.deepEqual(plain(imported.transcripts), plain(asked.transcripts));

  const needs = new Set(catalogue.flatMap(({ needs }) => needs.filter((need) => need === "nli" || need === "embed")));
  const { context } = await openJudges({
    roles: resolveRoles({ env: {} }),
    needs,
    env: {},
    meter: meter({}),
    concurrency: 1,
  });
  for (const [name, kinds] of [
    ["probe-answers", ["dog", "hike"]],
    ["bait-resistance", ["cat"]],
    ["entailment-coverage", ["template", "file", "package"]],
  ] as const) {
    const measure = await catalogue.find((entry) => entry.name === name)?.load();
    assert.ok(measure);
    const scores: Score[] = [];
    for (const transcript of asked.transcripts.filter(({ session }) =>
      kinds.some((id) => session.startsWith(`${id}-`)),
    )) {
      const subject = { persona: persona.persona, personaVersion: persona.version, transcript, speaker: "Ada" };
      scores.push(...(await measure().score(subject, { ...context, seed: 42 })));
    }
    const { made, ...own } = measure().aggregate(scores, 42);
    const estimate: Estimate | undefined = imported.measures[name];
    assert.ok(estimate, `${name} was not imported`);
    const { made: told, ...same }: Estimate = estimate;
    assert.deepEqual(same, own);
    assert.deepEqual(told.arguments, made.arguments);
    assert.equal(told.personaVersion, persona.version);
  }
});
