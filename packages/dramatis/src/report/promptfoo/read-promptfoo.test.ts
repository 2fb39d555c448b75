import assert from "node:assert/strict";
import { test } from "node:test";
import type { Missing } from "../../core/index.ts";
import { readPromptfoo } from "./read-promptfoo.ts";

interface Row {
  testIdx: number;
  output?: string;
  error?: string;
  namedScores?: Record<string, number>;
  success?: boolean;
  promptIdx?: number;
}

function row({ testIdx, output, error, namedScores = {}, success = error === undefined, promptIdx = 0 }: Row): object {
  return {
    promptIdx,
    testIdx,
    promptId: "aabbccddeeff00112233",
    provider: { id: "openai:chat:some", label: "" },
    prompt: { raw: JSON.stringify([{ role: "user", content: `Question ${testIdx}?` }]), label: "p" },
    vars: {},
    ...(output !== undefined && { response: { output } }),
    ...(error !== undefined && { error }),
    failureReason: error === undefined ? (success ? 0 : 1) : 2,
    success,
    score: success ? 1 : 0,
    namedScores,
    testCase: { vars: {}, assert: [{ type: "contains", value: "x", metric: "polite" }] },
  };
}

function file(rows: readonly object[]): string {
  const stats = { durationMs: 2500, tokenUsage: { prompt: 30, completion: 12 } };
  return JSON.stringify({
    evalId: "eval-abc",
    results: { version: 3, timestamp: "2026-03-01T09:30:00.000Z", prompts: [], results: rows, stats },
    config: {},
  });
}

test("a metric is its mean over tests with an interval, and a test that ended in an error is missing", () => {
  const rows = Array.from({ length: 10 }, (_, i) =>
    row({ testIdx: i, output: `Reply ${i}.`, namedScores: { polite: i < 8 ? 1 : 0 }, success: i < 8 }),
  );
  const report = readPromptfoo(file([...rows, row({ testIdx: 10, error: "Error: 500\n  at x" })]), "out.json");
  const [result] = report.results;
  const polite = result?.measures.polite;
  assert.equal(polite?.value, 0.8);
  assert.deepEqual([polite?.n, polite?.clusters, polite?.missing.failed, polite?.unit], [10, 10, 1, "ratio"]);
  // Wilson's interval of 8 of 10 (z = 1.96): centre (0.8 + 0.19207) / 1.38415 = 0.7168, half 0.2267 → 0.4902, 0.9433.
  // The bootstrap of ten tests reaches further at the top only: 10 of 10 comes up in more than 2.5 % of the draws.
  assert.ok((polite?.low ?? 1) <= 0.5 && (polite?.high ?? 0) >= 0.9433, JSON.stringify(polite));
  assert.equal(result?.measures["promptfoo-pass"]?.value, 0.8);
  assert.equal(result?.measures["promptfoo-pass"]?.missing.failed, 1);
  assert.deepEqual(result?.failures, [
    { measure: "promptfoo-pass", session: "test-11", code: "failed", message: "Error: 500 at x" },
  ]);
  assert.deepEqual(
    [report.run, report.seconds, report.usage],
    ["eval-abc", 2.5, { inputTokens: 30, outputTokens: 12 }],
  );
});

test("every test flawless leaves Wilson's room", () => {
  const rows = Array.from({ length: 10 }, (_, i) => row({ testIdx: i, output: "x", namedScores: { polite: 1 } }));
  const { value, low, high } = readPromptfoo(file(rows), "out.json").results[0]?.measures.polite ?? {};
  // 10 of 10: n / (n + z²) = 10 / 13.8415 = 0.7225
  assert.deepEqual([value, Number(low?.toFixed(4)), high], [1, 0.7225, 1]);
});

test("each prompt and provider is a result; conversations are there to be checked again", () => {
  const rows = [row({ testIdx: 0, output: "A." }), row({ testIdx: 0, output: "B.", promptIdx: 1 })];
  const { results } = readPromptfoo(file(rows), "out.json");
  assert.deepEqual(
    results.map(({ transcripts }) => transcripts),
    ["A.", "B."].map((text) => [
      {
        session: "test-1",
        messages: [
          { session: "test-1", turn: 0, speaker: "user", text: "Question 0?" },
          { session: "test-1", turn: 1, speaker: "assistant", text },
        ],
      },
    ]),
  );
});

const MADE = {
  measure: "probe-answers",
  version: "1",
  arguments: { threshold: 0.5, interval: "none" },
  judge: "nli@1",
  seed: 42,
};

/** A row that our own assertion has graded. */
function graded(testIdx: number, score: { value: number | null; missing?: Missing }): object {
  const dramatis = {
    persona: "Ada",
    version: "0123456789abcdef",
    speaker: "Ada",
    measures: {
      "probe-answers": {
        unit: "ratio",
        direction: "higher",
        made: MADE,
        scores: [{ ...score, cluster: `s${testIdx}`, turn: 1 }],
      },
    },
    witnesses: [{ role: "nli", id: "nli@1" }],
  };
  const one = row({ testIdx, output: "Yes.", success: score.value === 1 });
  const say = JSON.stringify("Do you have a dog?");
  const item = JSON.stringify({ id: `q${testIdx}`, kind: "yes-no", asks: { statement: "dog" }, repeat: 1 });
  return {
    ...one,
    namedScores: score.value === null ? {} : { "probe-answers": score.value },
    vars: { say, item },
    gradingResult: { componentResults: [{ pass: true, score: 1, reason: "", metadata: { dramatis } }] },
    testCase: {
      metadata: { conversationId: `s${testIdx}` },
      assert: [{ type: "javascript", config: { measures: ["probe-answers"] } }],
    },
  };
}

test("what our assertion scored keeps its measure, its reasons and what made it", () => {
  const broken = { ...graded(3, { value: null }), gradingResult: null, failureReason: 2, error: "no model" };
  const rows = [
    graded(0, { value: 1 }),
    graded(1, { value: 0 }),
    graded(2, { value: null, missing: "unparsed" }),
    broken,
  ];
  const [result] = readPromptfoo(file(rows), "out.json").results;
  const { value, n, missing, made, direction } = result?.measures["probe-answers"] ?? {};
  assert.deepEqual([value, n, direction], [0.5, 2, "higher"]);
  assert.deepEqual(missing, { refused: 0, unparsed: 1, failed: 1, unsupported: 0 });
  assert.deepEqual(made, { ...MADE, arguments: { threshold: 0.5, interval: "clusters and turns" } });
  // Neither passed nor failed: one could not be scored, one ended in an error.
  const pass = result?.measures["promptfoo-pass"];
  assert.deepEqual([pass?.value, pass?.n, pass?.missing.unparsed, pass?.missing.failed], [0.5, 2, 1, 1]);
  assert.deepEqual([result?.persona, result?.version, result?.speaker], ["Ada", "0123456789abcdef", "Ada"]);
  assert.deepEqual(result?.transcripts[0]?.messages[0]?.evidence, {
    probe: { statement: "dog", kind: "yes-no", item: "q0", repeat: 1 },
  });
});

test("a forged grade that is not of the shape is no grade", () => {
  const forged = graded(0, { value: 1 }) as { gradingResult: { componentResults: object[] } };
  forged.gradingResult.componentResults = [{ metadata: { dramatis: { persona: "Ada", measures: { a: 1 } } } }];
  const [result] = readPromptfoo(file([forged]), "out.json").results;
  assert.equal(result?.measures["probe-answers"]?.missing.failed, 1);
  assert.equal(result?.persona, "openai:chat:some");
});

test("what is no results file is said in one line", () => {
  const expected = { code: "invalid_input" };
  assert.throws(() => readPromptfoo("{", "out.json"), expected);
  assert.throws(
    () => readPromptfoo('{"results": {"version": 2}}', "out.json"),
    /results\.version.*version 3.*-o results/,
  );
  assert.throws(() => readPromptfoo(file([]), "out.json"), /out\.json: no test/);
});
