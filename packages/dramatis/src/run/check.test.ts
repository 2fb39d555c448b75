import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import {
  BudgetError,
  type CheckReport,
  type Measure,
  type Score,
  type Subject,
  type Transcript,
  type TrialOutcome,
  UnsupportedError,
  type Witness,
} from "../core/index.ts";
import { estimateOf } from "../stats/index.ts";
import { type RunCheckOptions, runCheck } from "./check.ts";
import { nothingScored } from "./check-results.ts";
import type { CheckPair } from "./check-trials.ts";
import { inProcess } from "./in-process.ts";
import { openRun } from "./open-run.ts";

function scratch(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), "dramatis-check-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function conversation(session: string, texts: string[]): Transcript {
  return {
    session,
    messages: texts.map((text, turn) => ({ session, turn, speaker: turn % 2 === 0 ? "Ada" : "Bo", text })),
  };
}

function pair(name: string, transcripts: Transcript[]): CheckPair {
  const persona = { schema: "dramatis.persona/1" as const, name, statements: [{ id: "s1", text: "I agree." }] };
  return { persona: { persona, version: `version-${name}`, path: `${name}.yaml` }, transcripts, speaker: "Ada" };
}

const PAIRS = [
  pair("Ada", [conversation("one", ["yes!", "b", "no"]), conversation("two", ["no", "b", "no"])]),
  pair("Eve", [conversation("one", ["yes", "b", "yes!"])]),
];

/** Share of the speaker's turns that say yes; a yes with an exclamation mark is strong evidence. */
function yesRate(score?: (subject: Subject) => void): Measure {
  return {
    name: "yes-rate",
    score: async (subject) => {
      score?.(subject);
      const own = subject.transcript.messages.filter(({ speaker }) => speaker === subject.speaker);
      return own.map(({ session, turn, text }): Score => {
        const value = text.startsWith("yes") ? 1 : 0;
        const evidence = {
          session,
          turn,
          quote: text,
          verdict: "other" as const,
          strength: text.endsWith("!") ? 1 : 0.5,
        };
        return { value, cluster: session, turn, ...(value === 1 && { evidence }) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: "yes-rate", version: "1", unit: "ratio", direction: "higher", seed }),
  };
}

const WITNESSES: Witness[] = [{ role: "nli", id: "test-nli" }];

async function check(
  t: TestContext,
  { root = scratch(t), resume = true, ...options }: Partial<RunCheckOptions> & { root?: string; resume?: boolean } = {},
): Promise<{ report: CheckReport; folder: string }> {
  const run = openRun({ root, plan: { command: "check", arguments: {} }, resume });
  try {
    const report = await runCheck({
      pairs: PAIRS,
      measures: [{ name: "yes-rate", measure: yesRate(), needs: ["nli"] }],
      context: { seed: 7 },
      witnesses: WITNESSES,
      executor: inProcess({ concurrency: 2 }),
      run,
      now: () => 0,
      ticks: () => 0,
      ...options,
    });
    return { report, folder: run.folder };
  } finally {
    run.close();
  }
}

test("parts that scores name have estimates of their own, where there are two; others have none", async (t) => {
  const named = (parts: readonly string[]): Measure => ({
    ...yesRate(),
    score: async ({ transcript: { session } }) =>
      parts.map((part, i) =>
        i > 1 ? { value: null, missing: "unparsed", cluster: session, part } : { value: i, cluster: session, part },
      ),
  });
  const measures = [
    { name: "yes-rate", measure: named(["openness", "extraversion", "neuroticism"]), needs: [] },
    { name: "one-part", measure: named(["openness"]), needs: [] },
  ];
  const { report } = await check(t, { measures });
  const [ada] = report.results;
  assert.deepEqual(Object.keys(ada?.parts ?? {}), ["yes-rate"]);
  assert.deepEqual(
    ada?.parts?.["yes-rate"]?.map(({ part, value }) => [part, value]),
    [
      ["openness", 0],
      ["extraversion", 1],
      ["neuroticism", null],
    ],
  );
  assert.equal(ada?.parts?.["yes-rate"]?.[0]?.n, ada?.transcripts.length);
});

test("one estimate per persona and measure, with curve, evidence and what made it", async (t) => {
  const { report, folder } = await check(t);
  const [ada, eve] = report.results;
  // Ada says yes in 1 of 4 turns, Eve in 2 of 2.
  assert.equal(ada?.measures["yes-rate"]?.value, 0.25);
  assert.equal(ada?.measures["yes-rate"]?.n, 4);
  assert.equal(eve?.measures["yes-rate"]?.value, 1);
  const { made } = ada?.measures["yes-rate"] ?? {};
  assert.deepEqual(
    [made?.measure, made?.version, made?.personaVersion, made?.judge, made?.seed],
    ["yes-rate", "1", "version-Ada", "test-nli", 7],
  );
  // Ada's first turn: yes and no; her second: no twice.
  assert.deepEqual(
    ada?.curves["yes-rate"]?.map(({ turn, value, n }) => [turn, value, n]),
    [
      [1, 0.5, 2],
      [2, 0, 2],
    ],
  );
  for (const { low, high, value } of ada?.curves["yes-rate"] ?? []) {
    assert.ok(low !== null && high !== null && low <= value && value <= high && low < high);
  }
  assert.deepEqual(
    eve?.evidence.map(({ quote, measure }) => [quote, measure]),
    [
      ["yes!", "yes-rate"],
      ["yes", "yes-rate"],
    ],
  );
  assert.deepEqual(ada?.failures, []);
  assert.deepEqual(ada?.claims, [{ id: "s1", text: "I agree." }]);
  assert.equal(report.startedAt, "1970-01-01T00:00:00.000Z");
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")), report);
});

test("the seed is that of the interval", async (t) => {
  const graded: Measure = {
    ...yesRate(),
    score: async ({ transcript: { session } }) =>
      [0.1, 0.52, 0.33, 0.74, 0.25, 0.66, 0.47, 0.58].map((value, turn) => ({ value, cluster: session, turn })),
  };
  const measures = [{ name: "yes-rate", measure: graded }];
  const [by7, by8] = await Promise.all(
    [7, 8].map(async (seed) => {
      const { report } = await check(t, { measures, pairs: PAIRS.slice(1), context: { seed } });
      return report.results[0]?.measures["yes-rate"];
    }),
  );
  assert.deepEqual([by7?.made.seed, by8?.made.seed], [7, 8]);
  assert.notEqual(by7?.low, by8?.low);
});

test("the same check does nothing twice; another witness or seed does everything again", async (t) => {
  const root = scratch(t);
  let scored = 0;
  const measures = [{ name: "yes-rate", measure: yesRate(() => scored++) }];
  const counts: unknown[] = [];
  const onStart: RunCheckOptions["onStart"] = (count) => counts.push(count);
  const first = await check(t, { root, measures, onStart });
  const second = await check(t, { root, measures, onStart });
  assert.equal(scored, 3);
  assert.deepEqual(counts, [
    { total: 3, already: 0 },
    { total: 3, already: 3 },
  ]);
  assert.deepEqual(second.report, first.report);
  await check(t, { root, measures, witnesses: [{ role: "nli", id: "other" }] });
  await check(t, { root, measures, context: { seed: 8 } });
  assert.equal(scored, 9);
});

test("a trial that failed is missing and listed, and is tried again", async (t) => {
  const root = scratch(t);
  let broken = true;
  const measure = yesRate(({ transcript, personaVersion }) => {
    if (broken && transcript.session === "two") throw new Error("connection\nlost");
    if (broken && personaVersion === "version-Eve") throw new UnsupportedError("yes-rate", "judge", "add --judge URL");
  });
  const measures = [{ name: "yes-rate", measure }];
  const outcomes: TrialOutcome[] = [];
  const { report } = await check(t, { root, measures, onOutcome: (outcome) => outcomes.push(outcome) });
  assert.equal(outcomes.length, 3);
  const [ada, eve] = report.results;
  assert.equal(ada?.measures["yes-rate"]?.missing.failed, 1);
  assert.equal(ada?.measures["yes-rate"]?.n, 2);
  assert.deepEqual(ada?.failures, [
    { measure: "yes-rate", session: "two", code: "unexpected", message: "Error: connection lost" },
  ]);
  assert.equal(eve?.measures["yes-rate"]?.value, null);
  assert.equal(eve?.measures["yes-rate"]?.missing.unsupported, 1);
  assert.match(eve?.failures[0]?.message ?? "", /add --judge URL/);
  assert.equal(nothingScored(report), false);

  broken = false;
  const mended = await check(t, { root, measures });
  assert.deepEqual(mended.report.results[0]?.failures, []);
  assert.equal(mended.report.results[0]?.measures["yes-rate"]?.n, 4);
});

test("a value that is not finite is missing, also when it is read back", async (t) => {
  const root = scratch(t);
  const { aggregate } = yesRate();
  const score = async ({ transcript: { session } }: Subject): Promise<Score[]> => [
    { value: Number.NaN, cluster: session },
    { value: 1, cluster: session },
  ];
  const measures = [{ name: "broken", measure: { name: "broken", score, aggregate } }];
  for (const { report } of [await check(t, { root, measures }), await check(t, { root, measures })]) {
    const { n, missing } = report.results[0]?.measures.broken ?? {};
    assert.deepEqual([n, missing?.failed], [2, 2]);
  }
});

test("a report without one scored unit says so", async (t) => {
  const measure = yesRate(() => {
    throw new Error("broken");
  });
  const { report } = await check(t, { measures: [{ name: "yes-rate", measure }] });
  assert.equal(nothingScored(report), true);
});

test("the cost cap stops the run; a higher one goes on with it", async (t) => {
  const root = scratch(t);
  let left = 1;
  const measure = yesRate(() => {
    if (left-- <= 0) throw new BudgetError(1.5, 1);
  });
  const measures = [{ name: "yes-rate", measure }];
  const executor = inProcess({ concurrency: 1 });
  await assert.rejects(check(t, { root, measures, executor }), BudgetError);
  left = 10;
  const { report } = await check(t, { root, measures, executor });
  assert.equal(left, 8);
  assert.equal(report.results[0]?.measures["yes-rate"]?.n, 4);
});

test("an abort keeps what was finished and writes no report", async (t) => {
  const root = scratch(t);
  const abort = new AbortController();
  const onOutcome = (): void => abort.abort(new Error("stopped by the test"));
  const executor = inProcess({ concurrency: 1 });
  await assert.rejects(check(t, { root, executor, onOutcome, signal: abort.signal }), /stopped by the test/);
  let count: unknown;
  await check(t, { root, onStart: (found) => (count = found) });
  assert.deepEqual(count, { total: 3, already: 1 });
});

test("judges the gate per persona", async (t) => {
  const { report } = await check(t, { gate: { "yes-rate": { min: 0.01 } } });
  assert.deepEqual(
    report.results.map(({ gate }) => gate?.map(({ measure }) => measure)),
    [["yes-rate"], ["yes-rate"]],
  );
});

test("a run folder with other results is bad input", async (t) => {
  const root = scratch(t);
  const executor = {
    async *run(plan: {
      trials: Iterable<{ id: string }> | AsyncIterable<{ id: string }>;
    }): AsyncGenerator<TrialOutcome> {
      for await (const { id } of plan.trials) yield { id, status: "done", result: { not: "scores" }, ms: 0 };
    },
  };
  await assert.rejects(check(t, { root, executor }), /not a list of scores/);
});
