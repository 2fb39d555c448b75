import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { checkReportFixture, singleReportFixture } from "./fixture.ts";
import { displayWidth } from "./terminal/wrap.ts";
import { terminalReport } from "./terminal-report.ts";

test("every row has value, interval, n, clusters, missing and direction", () => {
  const text = terminalReport(singleReportFixture());
  assert.match(text, /^contradiction-rate +0\.182 {2}\[0\.05, 0\.331\] +11 \(3\) +0 {2}↓ better$/m);
  assert.match(text, /^prompt-to-line +0\.844 {2}\[0\.71, 0\.95\] +10 \(3\) +1 {2}↑ better$/m);
  assert.match(text, /^first-turn-out \(turns\) +2 +\[1, 3\.33\] +3 \(3\) /m);
});

test("a value that is missing is a dash with the reason and the fix", () => {
  const text = terminalReport(singleReportFixture(), { width: 200 });
  assert.match(text, /^question-answer +– unsupported: .* needs embed.*name one with --embedder/m);
});

test("flagged lines stand with what they meet, where, how sure and by which measure", () => {
  const text = terminalReport(singleReportFixture(), { width: 200 });
  assert.match(
    text,
    / {2}✗ “I eat fish almost every day\.”\n {4}contradicts statement s3: “I am a strict vegetarian\.”\n {4}session market-morning, turn 5, strength 0\.968 \(contradiction-rate, prompt-to-line, atomic-fidelity\)/,
  );
});

test("the judge's figures and the gate's verdicts are there", () => {
  const text = terminalReport(singleReportFixture(), { width: 200 });
  assert.match(text, /nli understudy-nli@1\.0\.0: three-way accuracy 0\.79 .*\n {2}A judge errs/);
  assert.match(text, /FAIL +contradiction-rate ≤ 0\.04: /);
  assert.match(text, /undecided +entailment-coverage ≥ 0\.5: .*about 7 more conversations like these/);
  assert.match(text, /pass +line-to-line ≥ 0\.8: /);
});

test("an interview is called one, and the actor is not among the judges", () => {
  const text = terminalReport(checkReportFixture(), { width: 200 });
  assert.match(
    text,
    /^Tobias Lind · .*\nInterview: Tobias Lind is played by understudy-chat@1\.0\.0, the users by a script and by a friend\.$/m,
  );
  assert.match(
    text,
    /\nInterview\n {2}actor understudy-chat@1\.0\.0: interviewed: .*\n\nJudged by\n {2}nli [^\n]+\n {2}A judge errs/,
  );
  assert.doesNotMatch(terminalReport(singleReportFixture()), /Interview/);
});

test("evidence beyond the first five lines is counted", () => {
  const report = singleReportFixture();
  const [line] = report.results[0]?.evidence ?? [];
  assert.ok(line);
  for (let turn = 100; turn < 107; turn++) report.results[0]?.evidence.push({ ...line, turn });
  // 4 flagged lines of the fixture and 7 more make 11; 5 are shown.
  assert.match(terminalReport(report), /… and 6 more in the HTML report/);
});

test("an overview comes first when there are several personas", () => {
  const [overview = ""] = terminalReport(checkReportFixture()).split("\n\n");
  assert.match(overview, /^2 personas/);
  assert.match(overview, /^Marta Reyes +0\.182 \[0\.05, 0\.331\] n=11 +0\.6 \[0\.42, 0\.78\] n=12$/m);
  assert.doesNotMatch(terminalReport(singleReportFixture()), /^1 persona/);
});

test("colour changes nothing but the escape sequences, and is off unless asked", () => {
  const plain = terminalReport(checkReportFixture());
  const colored = terminalReport(checkReportFixture(), { color: true });
  assert.equal(stripVTControlCharacters(plain), plain);
  assert.notEqual(colored, plain);
  assert.equal(stripVTControlCharacters(colored), plain);
});

test("no line is wider than 80 columns", () => {
  for (const line of terminalReport(checkReportFixture()).split("\n")) assert.ok(displayWidth(line) <= 80, line);
});

test("escape sequences of the transcript do not reach the terminal", () => {
  const report = singleReportFixture();
  const [result] = report.results;
  assert.ok(result?.evidence[0]);
  result.persona = "Mar\u001B]0;title\u0007ta";
  result.evidence[0].quote = "fish\u001B[2J\u202E gone\r\nnext";
  const text = terminalReport(report);
  assert.doesNotMatch(text, /(?!\n)\p{Cc}|\u202E/u);
  assert.match(text, /“fish gone next”/);
});

test("an empty run says that nothing was checked", () => {
  assert.match(terminalReport({ ...checkReportFixture(), results: [] }), /^No persona was checked\./);
});
