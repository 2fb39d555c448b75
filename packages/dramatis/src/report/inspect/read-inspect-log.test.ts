import assert from "node:assert/strict";
import { test } from "node:test";
import { readInspectLog } from "./read-inspect-log.ts";

interface Given {
  id: string | number;
  epoch?: number;
  scores?: object | null;
  error?: object;
}

/** A log as Inspect writes one, which may hold NaN. */
function logOf(samples: readonly Given[], more = ""): string {
  const written = samples.map(({ id, epoch = 1, scores = null, error }) => ({
    id,
    epoch,
    input: "Hi.",
    target: "",
    messages: [
      { role: "system", content: "Be Ada." },
      { role: "user", content: "Hi." },
      {
        role: "assistant",
        content: [
          { type: "reasoning", reasoning: "…" },
          { type: "text", text: "Hello, NaN." },
        ],
      },
    ],
    scores,
    ...(error && { error }),
  }));
  const spec = {
    created: "2026-03-01T09:30:00+00:00",
    run_id: "run-1",
    task: "greet",
    model: "openai/gpt-4o",
    model_roles: { grader: { model: "openai/o1" } },
    dataset: {},
    config: {},
  };
  const stats = {
    started_at: "2026-03-01T09:30:00+00:00",
    completed_at: "2026-03-01T09:30:12+00:00",
    model_usage: { "openai/gpt-4o": { input_tokens: 10, output_tokens: 5, total_tokens: 15 } },
  };
  const text = JSON.stringify({ version: 2, status: "success", eval: spec, stats, samples: written });
  return text.replace('"@NAN"', "NaN") + more;
}

test("each scorer is a measure over samples; epochs of a sample are one cluster", () => {
  const report = readInspectLog(
    logOf([
      { id: 1, epoch: 1, scores: { match: { value: "C" }, model_graded: { value: { tone: 4, fact: 1 } } } },
      { id: 1, epoch: 2, scores: { match: { value: "I" }, model_graded: { value: { tone: 2, fact: 0 } } } },
      { id: 2, epoch: 1, scores: { match: { value: "P" }, model_graded: { value: { tone: 3 } } } },
    ]),
    "log.json",
  );
  const [result] = report.results;
  const { match, "model_graded/tone": tone, "model_graded/fact": fact } = result?.measures ?? {};
  // (1 + 0 + 0.5) / 3
  assert.deepEqual([match?.value, match?.n, match?.clusters, match?.unit], [0.5, 3, 2, "ratio"]);
  assert.deepEqual([tone?.value, tone?.unit], [3, "points"]);
  assert.deepEqual([fact?.value, fact?.n, fact?.missing.unparsed], [0.5, 2, 1]);
  assert.deepEqual([report.run, report.seconds, report.usage], ["run-1", 12, { inputTokens: 10, outputTokens: 5 }]);
  assert.deepEqual(result?.witnesses, [
    { role: "actor", id: "openai/gpt-4o" },
    { role: "judge", id: "openai/o1" },
  ]);
});

test("a NaN, a word that is no number, a refusal and an error are missing, each for its reason; never 0", () => {
  const scores = (value: unknown, reason?: string) => ({ grade: { value, ...(reason && { reason }) } });
  const report = readInspectLog(
    logOf([
      { id: "a", scores: scores(true) },
      { id: "b", scores: scores("@NAN") },
      { id: "c", scores: scores("maybe") },
      { id: "d", scores: scores(null, "refusal") },
      { id: "e", scores: null, error: { message: "boom" } },
    ]),
    "log.json",
  );
  const grade = report.results[0]?.measures.grade;
  assert.deepEqual([grade?.value, grade?.n], [1, 1]);
  assert.deepEqual(grade?.missing, { refused: 1, unparsed: 2, failed: 1, unsupported: 0 });
});

test("the conversation is there without instructions, and NaN in a text stays", () => {
  const [result] = readInspectLog(logOf([{ id: "a", scores: { grade: { value: "@NAN" } } }]), "log.json").results;
  assert.deepEqual(
    result?.transcripts[0]?.messages.map(({ speaker, text }) => [speaker, text]),
    [
      ["user", "Hi."],
      ["assistant", "Hello, NaN."],
    ],
  );
});

test("what is no log is said in one line", () => {
  assert.throws(
    () => readInspectLog('{"version": 1}', "log.json"),
    /log\.json: version: .*version 2.*inspect log dump/,
  );
  assert.throws(() => readInspectLog(logOf([]), "log.json"), /without samples/);
  assert.throws(() => readInspectLog(logOf([{ id: 1 }], "}"), "log.json"), { code: "invalid_input" });
});
