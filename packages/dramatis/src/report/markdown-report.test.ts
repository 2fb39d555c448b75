import assert from "node:assert/strict";
import { test } from "node:test";
import { checkReportFixture, singleReportFixture } from "./fixture.ts";
import { escapeMarkdown, markdownReport } from "./markdown-report.ts";

test("each measure is a row with value, interval, n, clusters and missing", () => {
  const text = markdownReport(singleReportFixture());
  assert.match(text, /^\| contradiction-rate \| 0\.182 \| \[0\.05, 0\.331\] \| 11 \(3\) \| 0 \| ↓ better \|$/m);
  assert.match(text, /^\| prompt-to-line \| 0\.844 \| .* \| 1 failed \| ↑ better \|$/m);
  assert.match(text, /^\| question-answer \| – \| – \| 0 \(0\) \| `unsupported: .*name one with --embedder/m);
});

test("gate, evidence and the judge's figures follow", () => {
  const text = markdownReport(singleReportFixture());
  assert.match(text, /^### ❌ Marta Reyes$/m);
  assert.match(text, /^- ❌ \*\*fail\*\* contradiction-rate ≤ 0\.04/m);
  assert.match(
    text,
    /^- “I eat fish almost every day\.” \*\*contradicts statement s3\*\*: “I am a strict vegetarian\.”/m,
  );
  assert.match(text, /three-way accuracy 0\.79/);
});

test("an interview is called one, and the actor is not among the judges", () => {
  const text = markdownReport(checkReportFixture());
  assert.match(
    text,
    /^Interview: Tobias Lind is played by understudy-chat@\S+, the users by a script and by a friend\.$/m,
  );
  assert.match(text, /^Played by actor understudy-chat@\S+ \(interviewed: [^)]+\)\n\nJudged by nli (?:(?!actor).)+$/m);
  assert.doesNotMatch(markdownReport(singleReportFixture()), /Interview|Played by/);
});

test("several personas begin with one table of all", () => {
  const [first = ""] = markdownReport(checkReportFixture()).split("\n\n");
  assert.match(first, /^\| persona \| gate \| contradiction-rate \|/);
  assert.match(first, /^\| Tobias Lind \| – \| 0 \[0, 0\.535\] n=4 \|/m);
});

test("every table row has as many cells as its head", () => {
  const report = singleReportFixture();
  const [result] = report.results;
  assert.ok(result?.failures[0]);
  result.failures[0].message = "a | b ` c";
  const rows = markdownReport(report)
    .split("\n")
    .filter((line) => line.startsWith("|"));
  // Seven unescaped pipes close six cells.
  for (const row of rows) assert.equal(row.match(/(?<!\\)\|/gu)?.length, 7, row);
});

test("what was said cannot be markup, a mention, a reference or a link", () => {
  assert.equal(
    escapeMarkdown("a | b\n<img src=x> ![x](y) `c` *d* _e_"),
    "a \\| b &lt;img src=x&gt; !\\[x\\](y) \\`c\\` \\*d\\* \\_e\\_",
  );
  assert.equal(
    escapeMarkdown("@team #12 https://x.y www.x.y"),
    "@\u200Bteam #\u200B12 https:\u200B//x.y www\u200B.x.y",
  );
  assert.equal(escapeMarkdown("# not a heading"), "#\u200B not a heading");
  assert.equal(escapeMarkdown("&lt;b&gt;"), "&amp;lt;b&amp;gt;");
});
