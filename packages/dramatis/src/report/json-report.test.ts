import assert from "node:assert/strict";
import { test } from "node:test";
import { checkJsonSchema } from "./check-json.ts";
import { checkReportFixture, singleReportFixture } from "./fixture.ts";
import { jsonReport } from "./json-report.ts";

test("one persona is the object itself, without the transcripts", () => {
  const written = JSON.parse(JSON.stringify(jsonReport(singleReportFixture())));
  assert.deepEqual(Object.keys(written), [
    "persona",
    "version",
    "measures",
    "evidence",
    "run",
    "speaker",
    "curves",
    "witnesses",
    "gate",
    "failures",
  ]);
  assert.equal(written.measures["question-answer"].value, null);
  assert.deepEqual(checkJsonSchema.parse(written), written);
});

test("several personas are listed under results", () => {
  const written = JSON.parse(JSON.stringify(jsonReport(checkReportFixture())));
  assert.deepEqual(Object.keys(written), ["run", "results"]);
  assert.equal(written.results.length, 2);
  assert.ok(!("gate" in written.results[1]) && !("interview" in written.results[0]));
  const { interview } = written.results[1];
  assert.deepEqual(interview, { actor: "understudy-chat@1.0.0", user: "a friend", repeats: 1, turns: 2 });
  assert.deepEqual(checkJsonSchema.parse(written), written);
});

test("a run without personas is an empty list", () => {
  const empty = jsonReport({ ...checkReportFixture(), results: [] });
  assert.deepEqual(empty, { run: "2026-03-01-marta-tobias", results: [] });
  assert.ok(checkJsonSchema.safeParse(empty).success);
});

test("the schema refuses what is not a report", () => {
  const good = jsonReport(singleReportFixture());
  assert.ok(!checkJsonSchema.safeParse({ ...good, extra: 1 }).success);
  assert.ok(!checkJsonSchema.safeParse({ ...good, measures: { apc: 0.5 } }).success);
  assert.ok(!checkJsonSchema.safeParse({ ...good, version: undefined }).success);
});

test("the schema knows what n may count", () => {
  const counting = (counts: string): boolean => {
    const written = JSON.parse(JSON.stringify(jsonReport(singleReportFixture())));
    for (const estimate of Object.values<Record<string, unknown>>(written.measures)) estimate.counts = counts;
    return checkJsonSchema.safeParse(written).success;
  };
  assert.deepEqual(["claims", "conversations", "apples"].map(counting), [true, true, false]);
});
