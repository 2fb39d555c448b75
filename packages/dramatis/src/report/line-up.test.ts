import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckResult } from "../core/index.ts";
import { estimateFixture, singleReportFixture } from "./fixture.ts";
import { htmlReport } from "./html/page.ts";
import { lineUp, SIGHTS } from "./line-up.ts";
import { markdownReport } from "./markdown-report.ts";
import { terminalReport } from "./terminal-report.ts";

const report = singleReportFixture();
const [result] = report.results as [CheckResult];

test("measures with a value stand side by side, in the order of the run; others are left out", () => {
  const measures = { ...result.measures, __proto__x: estimateFixture(), constructor: estimateFixture() };
  const names = lineUp({ ...result, measures }).map(({ measure }) => measure);
  const scored = Object.entries(result.measures).filter(([, { value }]) => value !== null);
  assert.deepEqual(
    names,
    scored.map(([name]) => name).filter((name) => name in SIGHTS),
  );
  assert.ok(names.includes("contradiction-rate") && !names.includes("question-answer"));
});

test("a line is short, and says both", () => {
  for (const [measure, { sees, blind }] of Object.entries(SIGHTS)) {
    assert.ok(sees.length > 0 && blind.length > 0 && sees.length + blind.length <= 120, measure);
    assert.doesNotMatch(`${sees}${blind}`, /[.|<>]/, measure);
  }
});

test("every report shows it, and none shows a merged score", () => {
  const line = /contradiction-rate.*sees lines that deny a claim; blind to evasion/s;
  for (const text of [terminalReport(report, { width: 200 }), markdownReport(report)]) assert.match(text, line);
  assert.match(htmlReport(report), /contradiction-rate<\/th><td>lines that deny a claim<\/td><td>evasion/);
});

test("the terminal shows the first five, and counts the rest", () => {
  const text = terminalReport(report, { width: 200 });
  const [, section = ""] = /\nWhat each sees\n((?: .*\n)+)/.exec(text) ?? [];
  const rest = lineUp(result).length - 5;
  assert.match(section, new RegExp(`… and ${rest} more in the HTML report`));
  assert.equal(section.split("\n").filter((line) => / sees /.test(line)).length, 5);
});
