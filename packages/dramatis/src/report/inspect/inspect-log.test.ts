import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { CheckResult, Score } from "../../core/index.ts";
import { checkReportFixture } from "../fixture.ts";
import { type InspectLog, inspectLog } from "./inspect-log.ts";
import { readInspectLog } from "./read-inspect-log.ts";

const report = checkReportFixture();
const [marta, tobias] = report.results as [CheckResult, CheckResult];

const SCORES: ReadonlyMap<string, readonly Score[]> = new Map([
  [
    "contradiction-rate",
    [
      { value: 1, cluster: "market-morning", turn: 5 },
      { value: 0, cluster: "market-morning", turn: 7 },
      { value: null, missing: "unparsed", cluster: "newcomer" },
    ],
  ],
]);

test("a measure is a scorer whose metrics are the estimate; what has no value has no metric", () => {
  const { results } = inspectLog(report, marta) as InspectLog & {
    results: { scores: { name: string; metrics: object; metadata: object }[] };
  };
  const of = (name: string) => results.scores.find((score) => score.name === name);
  assert.deepEqual(of("line-to-line")?.metrics, {
    mean: { name: "mean", value: 0.93 },
    ci_low: { name: "ci_low", value: 0.86 },
    ci_high: { name: "ci_high", value: 0.98 },
    n: { name: "n", value: 8 },
    missing: { name: "missing", value: 0 },
  });
  assert.deepEqual(Object.keys(of("question-answer")?.metrics ?? {}), ["n", "missing"]);
});

test("sessions are samples with their own scores; what could not be scored says why and has none", () => {
  const { samples } = inspectLog(report, marta, { scores: SCORES });
  const [first, second, third] = samples as { scores: Record<string, { value: number }>; metadata: object }[];
  assert.equal(first?.scores["contradiction-rate"]?.value, 0.5);
  assert.deepEqual(second?.scores, {});
  assert.deepEqual(third?.metadata, { session: "newcomer", unscored: { "contradiction-rate": "unparsed" } });
});

test("persona, version, judge and actor are where Inspect looks for them", () => {
  const witnesses = [...tobias.witnesses, { role: "judge" as const, id: "openai:judge" }];
  const { eval: spec } = inspectLog(report, { ...tobias, witnesses });
  assert.deepEqual(spec.task_args, {
    persona: "Tobias Lind",
    persona_version: "b81d33f0a2c96e17",
    speaker: "Tobias",
  });
  assert.deepEqual([spec.model, spec.model_roles], ["understudy-chat@1.0.0", { grader: { model: "openai:judge" } }]);
});

test("items of a suite and their repeats are samples and epochs", () => {
  const said = (session: string, item: string, repeat: number) => ({
    session,
    messages: [
      { session, turn: 0, speaker: "user", text: "Hi?", evidence: { probe: { kind: "bait", item, repeat } } },
      { session, turn: 1, speaker: "Tobias", text: "Hi." },
    ],
  });
  const named = { session: "played-2-b81d33", messages: said("played-2-b81d33", "", 0).messages };
  const transcripts = [said("a-1", "a", 1), said("a-2", "a", 2), said("copy", "a", 2), named];
  const log = inspectLog(report, { ...tobias, transcripts });
  assert.deepEqual(
    log.samples.map(({ id, epoch }) => [id, epoch]),
    [
      ["a", 1],
      ["a", 2],
      ["copy", 1],
      ["played", 2],
    ],
  );
  assert.deepEqual(log.eval.config, { epochs: 2, epochs_reducer: ["mean"] });
});

test("what was written is read back whole", () => {
  for (const result of [marta, tobias]) {
    const back = readInspectLog(JSON.stringify(inspectLog(report, result, { scores: SCORES })), "log.json");
    assert.deepEqual(back, { ...report, results: [result], usage: { inputTokens: 0, outputTokens: 0 } });
  }
});

const PYTHON = process.env.DRAMATIS_INSPECT;
const skip = PYTHON === undefined && "DRAMATIS_INSPECT names no Python that has inspect-ai";

/** Reads a log with Inspect's own models, strictly, and says what it found. */
const READ = `
import json, sys
from inspect_ai.log import EvalLog, read_eval_log
log = read_eval_log(sys.argv[1])
for name, model in [("log", EvalLog)]:
    model.model_validate(json.load(open(sys.argv[1])))
print(json.dumps({
    "status": log.status, "model": log.eval.model, "persona": log.eval.task_args["persona"],
    "samples": len(log.samples), "messages": [len(s.messages) for s in log.samples],
    "scores": {s.name: {k: m.value for k, m in s.metrics.items()} for s in log.results.scores},
    "first": log.samples[0].scores["contradiction-rate"].value, "unscored": list(log.samples[2].scores),
    "said": log.samples[0].output.completion}))
`;

test("Inspect's own models read it", { skip }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-inspect-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "log.json");
  writeFileSync(file, JSON.stringify(inspectLog(report, marta, { scores: SCORES })));
  const found = JSON.parse(execFileSync(PYTHON as string, ["-c", READ, file], { encoding: "utf8" }));
  assert.deepEqual([found.status, found.model, found.persona], ["success", "unknown", "Marta Reyes"]);
  assert.deepEqual(found.messages, [8, 10, 4]);
  assert.deepEqual(found.scores["line-to-line"], { mean: 0.93, ci_low: 0.86, ci_high: 0.98, n: 8, missing: 0 });
  assert.deepEqual([found.first, found.unscored], [0.5, []]);
  assert.equal(found.said, "Walking in the hills, as always. My knees complain, I ignore them.");
});
