import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type CheckReport, noMissing } from "../../core/index.ts";
import { inspectFiles } from "./inspect-files.ts";
import { readResults } from "./read-results.ts";

function written(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-results-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "results.json");
  writeFileSync(path, text);
  return path;
}

const made = { measure: "apc", version: "1", arguments: {} };
const estimate = { value: 0.5, low: null, high: null, n: 1, missing: noMissing(), clusters: 1, made };
const result: CheckReport["results"][number] = {
  persona: "Ada",
  version: "v1",
  speaker: "Ada",
  claims: [],
  measures: { apc: { ...estimate, unit: "ratio", direction: "higher" } },
  curves: {},
  evidence: [],
  transcripts: [{ session: "s", messages: [{ session: "s", turn: 0, speaker: "Ada", text: "Hi." }] }],
  witnesses: [],
  failures: [],
};
const usage = { inputTokens: 0, outputTokens: 0 };
const report: CheckReport = { run: "r", startedAt: "2026-03-01T09:30:00.000Z", seconds: 1, usage, results: [result] };

test("a log of Inspect is read as one, and gives back what was checked", async (t) => {
  const [file] = inspectFiles(report, "log.json");
  assert.equal(file?.path, "log.json");
  assert.deepEqual(await readResults(written(t, file?.text ?? "")), report);
});

test("several personas are as many files", () => {
  const files = inspectFiles({ ...report, results: [result, result] }, "out/log.json");
  assert.deepEqual(
    files.map(({ path }) => path),
    ["out/log-1.json", "out/log-2.json"],
  );
});

test("results of promptfoo are read as such, and faults of either are said in its words", async (t) => {
  await assert.rejects(readResults(written(t, '{"results": {"version": 2}}')), /promptfoo's results, version 3/);
  await assert.rejects(readResults(written(t, '{"eval": {}}')), /a log of Inspect, version 2/);
  await assert.rejects(readResults(written(t, "[1]")), /neither/);
  await assert.rejects(readResults(written(t, "no")), { code: "invalid_input" });
});
