import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CheckReport, noMissing } from "../core/index.ts";
import { checkReportFixture, estimateFixture, singleReportFixture } from "./fixture.ts";
import { junitReport } from "./junit-report.ts";
import { wellFormed } from "./well-formed.ts";

/** What happened to each test case, by its name. */
function statuses(report: CheckReport): Record<string, string> {
  const found: Record<string, string> = {};
  let name = "";
  for (const tag of wellFormed(junitReport(report))) {
    if (tag.name === "testcase") {
      name = tag.attributes.name ?? "";
      found[name] = "passed";
    }
    if (["failure", "error", "skipped"].includes(tag.name)) found[name] = tag.name;
  }
  return found;
}

test("a bound not met or undecided is a failure; a need not met without a bound is skipped", () => {
  assert.deepEqual(statuses(singleReportFixture()), {
    "contradiction-rate": "failure",
    "entailment-coverage": "failure",
    "first-turn-out": "passed",
    "atomic-fidelity": "passed",
    "prompt-to-line": "passed",
    "line-to-line": "passed",
    "question-answer": "skipped",
    repetition: "passed",
    "question-rate": "passed",
  });
});

test("nothing scored is an error when it failed, when it has a bound, or when it was not measured", () => {
  const report = singleReportFixture();
  const [result] = report.results;
  assert.ok(result?.gate);
  const empty = estimateFixture({ value: null, low: null, high: null, n: 0 });
  const bound = { bound: { min: 0.5 }, verdict: "undecided", moreTurns: null, message: "" } as const;
  result.measures = {
    failed: { ...empty, missing: { ...noMissing(), failed: 3 } },
    bounded: { ...empty, missing: { ...noMissing(), unsupported: 3 } },
    free: { ...empty, missing: { ...noMissing(), unsupported: 3 } },
  };
  result.gate = [
    { ...bound, measure: "bounded" },
    { ...bound, measure: "absent" },
  ];
  assert.deepEqual(statuses(report), { failed: "error", bounded: "error", free: "skipped", absent: "error" });
});

test("totals are the counts of the cases, in the suites and over them", () => {
  const tags = wellFormed(junitReport(checkReportFixture()));
  const [all] = tags.filter(({ name }) => name === "testsuites");
  const suites = tags.filter(({ name }) => name === "testsuite");
  assert.deepEqual(all?.attributes, {
    name: "dramatis check",
    tests: "12",
    failures: "2",
    errors: "0",
    skipped: "1",
    time: "12.340",
  });
  assert.deepEqual(
    suites.map(({ attributes }) => [attributes.name, attributes.tests, attributes.failures, attributes.timestamp]),
    [
      ["Marta Reyes@3f2a9c01b7de4455", "9", "2", "2026-03-01T09:30:00.000Z"],
      ["Tobias Lind@b81d33f0a2c96e17", "3", "0", "2026-03-01T09:30:00.000Z"],
    ],
  );
});

test("a case carries score, interval, n, judge and version, and no number that is not there", () => {
  const xml = junitReport(singleReportFixture());
  const [first = ""] = xml.split("</testcase>");
  for (const property of [
    'name="score" value="0.182"',
    'name="ci_low" value="0.05"',
    'name="ci_high" value="0.331"',
    'name="n" value="11"',
    'name="judge" value="understudy-nli@1.0.0"',
    'name="persona_version" value="3f2a9c01b7de4455"',
  ]) {
    assert.ok(first.includes(`<property ${property}/>`), property);
  }
  const unscored = xml.split("<testcase").find((part) => part.includes("question-answer")) ?? "";
  assert.doesNotMatch(unscored, /"score"|"ci_low"/);
  assert.match(unscored, /<skipped message="unsupported: .*with --embedder/);
});

test("the evidence of a case is in its output", () => {
  assert.match(
    junitReport(singleReportFixture()),
    /turn 5, strength 0\.968: &quot;I eat fish almost every day\.&quot; contradicts statement s3/,
  );
});

test("any text in it leaves it well formed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const report = singleReportFixture();
      const [result] = report.results;
      assert.ok(result?.evidence[0]);
      result.persona = text;
      result.version = `<${text}>&"'`;
      result.evidence[0].quote = `]]>${text}`;
      wellFormed(junitReport(report));
    }),
    { seed: 1, numRuns: 20 },
  );
});
