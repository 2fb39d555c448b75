import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { noMissing } from "../../../core/index.ts";
import { type Tag, wellFormed } from "../../well-formed.ts";
import { questionnaireFixture, surveyPageFixture } from "./fixture.ts";
import { positionWarnings } from "./position-warnings.ts";
import { surveyHtml } from "./survey-html.ts";
import type { QuestionnairePage, SurveyPage } from "./survey-page.ts";

function tags(page: string): Tag[] {
  return wellFormed(page.replace(/<style>.*<\/style>/su, "<style></style>"), ["meta", "link", "br"]);
}

/** The value with every text in it replaced, keys too, but for words that the program itself sets. */
function filled<T>(value: T, text: string): T {
  const set = new Set(["words", "single", "points", "ratio", "none", "lower", "claims"]);
  const fill = (one: unknown): unknown => {
    if (typeof one === "string") return set.has(one) ? one : `${text}${one}`;
    if (Array.isArray(one)) return one.map(fill);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inside]) => [key, fill(inside)]));
  };
  return fill(value) as T;
}

describe("the page of a survey", () => {
  test("is one well-formed file in a language, titled, without script, request or date", () => {
    const page = surveyHtml(surveyPageFixture());
    for (const { name, attributes } of tags(page)) {
      assert.ok(!["script", "img", "iframe", "object", "form", "base"].includes(name), name);
      for (const [key, value] of Object.entries(attributes)) {
        assert.ok(!key.startsWith("on") && key !== "style" && key !== "src", key);
        if (key === "href") assert.match(value, /^#|^data:,$/u);
        assert.doesNotMatch(value, /NaN|undefined|Infinity/, `${name} ${key}`);
      }
    }
    assert.match(page, /<title>A small inventory: 3 personas<\/title>/);
    assert.match(page, /Content-Security-Policy" content="default-src &#39;none&#39;;/);
    assert.doesNotMatch(page, /\d{4}-\d{2}-\d{2}|<time/);
  });

  test("drawings have names, descriptions and their numbers in a table; heads have scopes", () => {
    const all = tags(surveyHtml(surveyPageFixture()));
    const number = (wanted: string): number => all.filter(({ name }) => name === wanted).length;
    assert.equal(number("caption"), number("table"));
    for (const { name, attributes } of all) {
      if (name === "th") assert.ok(attributes.scope);
      if (name === "svg") assert.ok(attributes.role === "img" && attributes["aria-label"]);
    }
    // Three radars, two forests, shaping, a map of correlations, and for items three maps each by persona and by way.
    assert.equal(number("desc"), 3 + 2 + 1 + 1 + 6);
  });

  test("says what was asked, what is missing, and every part with its interval and n", () => {
    const page = surveyHtml(surveyPageFixture());
    for (const text of [
      "3 personas: Ada, Ben, Cy",
      "3 personas answered 3 items, each in 2 wordings × 2 orders of the options × 2 times.",
      "Of 36 questions 5 have no answer: 4 refused, 1 failed.",
      '<b>4.1</b> <span class="interval">[3.6, 4.6]</span>',
      "4.1 [3.6, 4.6] n=3",
      "percentiles in women-21-40 by the normal curve",
      "81 %",
      "0.84 (no good factor)",
      "0 of 1 comparisons of a scale differ",
      "in order → reversed",
      "ICC(3,1)",
      "− I keep to myself.",
      "in no scale",
      "no reply within 30 s",
      "Types are not people.",
      "openness 0.6 [0.2, 0.8] n=3",
      "Us 2026. this test",
    ]) {
      assert.ok(page.includes(text), text);
    }
    assert.doesNotMatch(page, /class="warning"/);
  });

  test("many personas are shown by their mean and its spread, with items by the way of asking alone", () => {
    const people = Array.from({ length: 40 }, (_, i) => `P${i}`);
    const items = questionnaireFixture().items.map((item) => ({ ...item, people: [] }));
    const page = surveyHtml(surveyPageFixture({ people, each: [], items }));
    assert.match(page, /<b>Mean of 40 personas<\/b>/);
    assert.match(page, /class="spread"/);
    assert.doesNotMatch(page, /By persona|Each persona|P39/);
    assert.match(page, /<h4>By the way of asking<\/h4>/);
    tags(page);
  });

  test("sums of different lengths are drawn by their share of the range", () => {
    const parts = questionnaireFixture().parts.map((part, i) => ({ ...part, range: [10, 50 + i] as const }));
    const page = surveyHtml(surveyPageFixture({ parts, each: [] }));
    assert.match(page, /from 0 in the middle to 1;/);
    tags(page);
  });

  test("nothing answered, no norms, one persona: what is not there is not promised", () => {
    const none = questionnaireFixture().styles.refused;
    const silent = { ...none, value: null, low: null, high: null, n: 0 };
    const page = questionnaireFixture({
      ...{ people: ["Ada"], ways: ["in order"], wordings: null, orders: null, retest: [], facets: {}, forests: [] },
      ...{ failures: [], missing: { ...noMissing(), unparsed: 3 }, questions: 3 },
      parts: questionnaireFixture().parts.map(({ norm: _norm, ...part }) => ({
        ...part,
        ...{ estimate: silent, sd: null, percentile: null, reliability: null },
      })),
      each: [
        { person: "Ada", parts: questionnaireFixture().parts.map(() => ({ estimate: silent, percentile: null })) },
      ],
      items: questionnaireFixture().items.map((item) => ({ ...item, people: [null], ways: [null] })),
    });
    const { group: _group, caveat: _caveat, judge: _judge, ...rest } = page;
    const html = surveyHtml({ run: "r", questionnaires: [rest], together: [] });
    tags(html);
    assert.match(html, /<title>A small inventory: Ada<\/title>/);
    assert.match(html, /nothing could be scored/);
    assert.match(html, /Of 3 questions 3 have no answer: 3 unparsed\./);
    assert.doesNotMatch(html, /Reliability|Shaping|Percentile|Asked again|Between facets/);
  });

  test("a page without a questionnaire, and one of two with what both say together", () => {
    tags(surveyHtml({ run: "r", questionnaires: [], together: [] }));
    const one = questionnaireFixture();
    const other = questionnaireFixture({ instrument: { ...one.instrument, title: "Another" } });
    const page = surveyHtml({ run: "r", questionnaires: [one, other], together: one.forests });
    assert.match(page, /<title>A small inventory, Another: 3 personas<\/title>/);
    assert.match(page, /<h2>Both together<\/h2>/);
    tags(page);
  });
});

describe("untrusted text", () => {
  test("names, items, models and messages with tags in them stay text", () => {
    const hostile = `</style></title><script>alert(1)</script><img src=x onerror='y'>"&\u202E\u0007`;
    const page = surveyHtml(filled<SurveyPage>(surveyPageFixture(), hostile));
    assert.ok(tags(page).every(({ name }) => name !== "script" && name !== "img"));
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.doesNotMatch(page, /\u202E|(?!\n)\p{Cc}/u);
  });

  test("any text in any place leaves the page well formed with the same tags", () => {
    const names = (text: string): string =>
      tags(surveyHtml(filled<SurveyPage>(surveyPageFixture(), text)))
        .map(({ name }) => name)
        .join(" ");
    const expected = names("a plain text z");
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 14, maxLength: 30 }), (text) => {
        // As long as a plain text, so that names of columns stand the same way.
        assert.equal(names(`a${text}z`).replaceAll(" ", ""), expected.replaceAll(" ", ""));
      }),
      { seed: 1, numRuns: 15 },
    );
  });
});

describe("where the place of an option decides", () => {
  const styles = questionnaireFixture().styles;
  const styled = (
    given: Partial<QuestionnairePage["styles"]>,
    rest: Partial<QuestionnairePage> = {},
  ): QuestionnairePage => questionnaireFixture({ styles: { ...styles, ...given }, ...rest });

  test("nothing is said of a bias that is small, or that may be chance", () => {
    assert.deepEqual(positionWarnings(styled({})), []);
    // Of five options at most 0.8 above chance: half of it is 0.4, one option is 0.25 of the range.
    const unsure = { ...styles.firstPlace, value: 0.6, low: 0.39, high: 0.8 };
    const unsureOrder = { ...styles.orderSensitivity, value: 0.4, low: 0.25, high: 0.5 };
    assert.deepEqual(positionWarnings(styled({ firstPlace: unsure, orderSensitivity: unsureOrder })), []);
  });

  test("a sure one is said with its numbers, at the head of the page, and items come by the way of asking first", () => {
    const page = styled({
      firstPlace: { ...styles.firstPlace, value: 0.797, low: 0.793, high: 0.8 },
      orderSensitivity: { ...styles.orderSensitivity, value: 0.578, low: 0.569, high: 0.585, n: 600 },
    });
    assert.deepEqual(positionWarnings(page), [
      "The option shown first is taken in 99.7\u00a0% of answers; by chance it would be 20\u00a0%.",
      "Turning the options around moves an answer by 0.578 [0.569, 0.585] of the range (n=600); one option is 0.25.",
    ]);
    const html = surveyHtml({ run: "r", questionnaires: [page], together: [] });
    assert.ok(html.indexOf('class="warning"') < html.indexOf("<h3>Scores"));
    assert.match(html, /<h4>By the way of asking<\/h4>/);
  });

  test("without spread the value stands for its interval; one order cannot tell place from content", () => {
    const always = { ...styles.firstPlace, value: 0.8, low: null, high: null };
    const lines = positionWarnings(
      styled({ firstPlace: always }, { asked: { ...questionnaireFixture().asked, orders: 1 } }),
    );
    assert.match(lines[1] ?? "", /Only one order was asked/);
  });

  test("of items with options of their own, when most come out otherwise", () => {
    const most = { ...styles.orderSensitivity, value: 0.8, low: 0.6, high: 0.9 };
    const some = { ...styles.orderSensitivity, value: 0.4, low: 0.3, high: 0.5 };
    const own = { hasOwnOptions: true };
    assert.match(
      positionWarnings(styled({ orderSensitivity: most }, own))[0] ?? "",
      /80\u00a0% of items come out otherwise/,
    );
    assert.deepEqual(positionWarnings(styled({ orderSensitivity: some }, own)), []);
    assert.doesNotMatch(surveyHtml(surveyPageFixture(own)), /acquiescence/);
  });
});
