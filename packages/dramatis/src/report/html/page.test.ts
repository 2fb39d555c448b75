import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import type { CheckReport } from "../../core/index.ts";
import { checkReportFixture, singleReportFixture } from "../fixture.ts";
import { type Tag, wellFormed } from "../well-formed.ts";
import { htmlReport } from "./page.ts";

const FREE = ["meta", "link", "br"];

/** The page's tags; the style sheet holds ">" and is ours, so it is left out. */
function tags(page: string): Tag[] {
  return wellFormed(page.replace(/<style>.*<\/style>/su, "<style></style>"), FREE);
}

/** The fixture with the text in every place that a persona or a transcript fills. */
function filled(text: string): CheckReport {
  const report = checkReportFixture();
  const [result] = report.results;
  assert.ok(result?.evidence[0] && result.failures[0] && result.witnesses[0] && result.gate?.[0]);
  report.run = text;
  result.persona = text;
  result.version = text;
  result.speaker = text;
  result.witnesses[0] = { role: "nli", id: text, card: text };
  result.interview = { actor: text, user: text, repeats: 1, turns: 1 };
  result.gate[0].message = text;
  result.failures[0].message = text;
  result.evidence[0] = { ...result.evidence[0], quote: text, against: { statement: text, text } };
  result.measures[`x${text}`] = result.measures["prompt-to-line"] as (typeof result.measures)[string];
  result.curves[`x${text}`] = result.curves["prompt-to-line"] ?? [];
  for (const transcript of result.transcripts) {
    for (const message of transcript.messages) Object.assign(message, { speaker: text, text });
  }
  return report;
}

test("the page is well formed, in a language, titled, and fits a phone", () => {
  const page = htmlReport(singleReportFixture());
  const all = tags(page);
  assert.ok(all.some(({ name, attributes }) => name === "html" && attributes.lang === "en"));
  assert.ok(all.some(({ attributes }) => attributes.name === "viewport"));
  assert.match(page, /<title>Marta Reyes: persona check<\/title>/);
  assert.match(page, /prefers-color-scheme: dark/);
});

test("no script, no style attribute, no address outside the page, and a policy that says so", () => {
  const page = htmlReport(checkReportFixture());
  for (const { name, attributes } of tags(page)) {
    assert.ok(!["script", "img", "iframe", "object", "form", "base"].includes(name), name);
    for (const [key, value] of Object.entries(attributes)) {
      assert.ok(!key.startsWith("on") && key !== "style" && key !== "src", key);
      if (key === "href") assert.match(value, /^#|^data:,$/u);
    }
  }
  const style = /<style>(.*)<\/style>/su.exec(page)?.[1] ?? "";
  const digest = createHash("sha256").update(style).digest("base64");
  const [policy] = tags(page).filter(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
  assert.match(policy?.attributes.content ?? "", /^default-src &#39;none&#39;;/);
  assert.ok(policy?.attributes.content?.includes(`style-src &#39;sha256-${digest}&#39;`));
});

test("ids are unique and every link inside the page leads somewhere", () => {
  const all = tags(htmlReport(checkReportFixture()));
  const ids = all.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
  assert.equal(new Set(ids).size, ids.length);
  const links = all.flatMap(({ attributes }) => (attributes.href?.startsWith("#") ? [attributes.href.slice(1)] : []));
  assert.ok(links.length > 20);
  for (const link of links) assert.ok(ids.includes(link), link);
});

test("tables have captions and scoped heads, drawings have names", () => {
  const page = htmlReport(checkReportFixture());
  const all = tags(page);
  const number = (wanted: string): number => all.filter(({ name }) => name === wanted).length;
  assert.equal(number("caption"), number("table"));
  for (const { name, attributes } of all) {
    if (name === "th") assert.ok(attributes.scope, "a th without a scope");
    if (name === "svg") assert.ok(attributes.role === "img" && attributes["aria-label"]);
  }
});

test("the report holds what the reader needs to judge it", () => {
  const report = singleReportFixture();
  report.results[0]?.claims.push({ id: "s4", text: "I cannot drive." });
  const page = htmlReport(report);
  for (const text of [
    "version <code>3f2a9c01b7de4455</code>",
    "The gate fails: 1 of 3 bounds not met.",
    "three-way accuracy 0.79",
    "no reply within 30 s; run again with --resume",
    "{&quot;interval&quot;:&quot;clusters and turns&quot;,&quot;threshold&quot;:0.5}",
    'I cannot drive.</th><td><span class="quiet">– not touched</span>',
  ]) {
    assert.ok(page.includes(text), text);
  }
});

test("an interview is called one, and the actor is not among the judges", () => {
  const page = htmlReport(checkReportFixture());
  assert.match(
    page,
    /Interview: Tobias Lind is played by understudy-chat@1\.0\.0, the users by a script and by a friend\./,
  );
  const after = page.slice(page.lastIndexOf("The conversations are an interview"));
  assert.match(
    after,
    /^[^\n]+\n<dl class="witnesses"><div><dt>actor .*\n<\/dl><p>Each verdict[^\n]+\n<dl class="witnesses"><div><dt>nli /,
  );
  assert.doesNotMatch(htmlReport(singleReportFixture()), /an interview/i);
});

test("hostile text stays text", () => {
  const page = htmlReport(filled(`</style></title><script>alert(1)</script><img src=x onerror='y'>"&\u202E\u0007`));
  assert.ok(tags(page).every(({ name }) => name !== "script" && name !== "img"));
  assert.doesNotMatch(page, /\u202E|(?!\n)\p{Cc}/u);
});

test("any text in any place leaves the page well formed with the same tags", () => {
  const names = (report: CheckReport): string =>
    tags(htmlReport(report))
      .map(({ name }) => name)
      .join(" ");
  const expected = names(filled("plain"));
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
      // A letter at each end keeps the quote from vanishing when every character of it is stripped.
      assert.equal(names(filled(`a${text}z`)), expected);
    }),
    { seed: 1, numRuns: 20 },
  );
});

test("a run without personas says so", () => {
  const page = htmlReport({ ...checkReportFixture(), results: [] });
  tags(page);
  assert.match(page, /No persona was checked\./);
});
