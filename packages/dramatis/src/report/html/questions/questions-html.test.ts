import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Tag, wellFormed } from "../../well-formed.ts";
import { answerWarnings } from "./answer-warnings.ts";
import { questionsPageFixture } from "./fixture.ts";
import { questionsHtml } from "./questions-html.ts";
import type { ComparedSide, QuestionsPage } from "./questions-page.ts";

function tags(page: string): Tag[] {
  return wellFormed(page.replace(/<style>.*<\/style>/su, "<style></style>"), ["meta", "link", "br"]);
}

/** The page with every text in it replaced, but for words that the program itself sets. */
function filled(page: QuestionsPage, text: string): QuestionsPage {
  const set = new Set(["words", "single", "points", "ratio", "none", "claims", "everybody", "group", "topic"]);
  const fill = (one: unknown): unknown => {
    if (typeof one === "string") return set.has(one) ? one : `${text}${one}`;
    if (Array.isArray(one)) return one.map(fill);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inside]) => [key, fill(inside)]));
  };
  return fill(page) as QuestionsPage;
}

describe("the page of a questionnaire without a key", () => {
  test("is one well-formed file without script or request, its drawings named and with their numbers in tables", () => {
    const page = questionsHtml(questionsPageFixture());
    const all = tags(page);
    for (const { name, attributes } of all) {
      assert.ok(!["script", "img", "iframe", "object", "form", "base"].includes(name), name);
      if (name === "th") assert.ok(attributes.scope);
      if (name === "svg") assert.ok(attributes.role === "img" && attributes["aria-label"]);
      for (const [key, value] of Object.entries(attributes)) {
        assert.ok(!key.startsWith("on") && key !== "style" && key !== "src", key);
        if (key === "href") assert.match(value, /^#|^data:,$/u);
        assert.doesNotMatch(value, /NaN|undefined|Infinity/, `${name} ${key}`);
      }
    }
    const number = (wanted: string): number => all.filter(({ name }) => name === wanted).length;
    assert.equal(number("caption"), number("table"));
    // Two questions; forests of everybody, of two groups with their gain, of a topic with its own; for each of two distances
    // a map of everybody and one of the parties.
    assert.equal(number("desc"), 2 + 1 + 2 + 2 + 4);
    assert.match(page, /Content-Security-Policy" content="default-src &#39;none&#39;;/);
    assert.match(page, /<title>A poll: 4 personas<\/title>/);
  });

  test("says what was asked, what is missing, and every share with its interval beside people's", () => {
    const page = questionsHtml(questionsPageFixture());
    for (const text of [
      "4 personas: Ada, Ben, Cy, Di · answered by mock:one",
      "answered 2 questions, each in 2 wordings × 2 orders of the options. Of 16 answers 3 are missing.",
      "Distance from people 0.3 [0.2, 0.4], n=2 questions; of even answers 0.35.",
      "topic: traffic; 2026; 3 personas; 1 of 8 answers missing: 1 refused; design effect 1.3; distance from people 0.25",
      "50 % [25, 75]",
      "25 % [22, 28]",
      "people, n=1,200",
      "party: green",
      "the commonest answer 0.4 [0.35, 0.5] n=2",
      "Resampling the 4 personas in place of the questions: 0.3 [0.28, 0.31].",
      "share of the scale, by party",
      "each question in a conversation of its own, in en; seed 7",
      "match.weight",
      "no reply within 30 s",
    ]) {
      assert.ok(page.includes(text), text);
    }
    assert.doesNotMatch(page, /class="warning"/);
  });

  test("without people nothing is held against them; of one persona there is no interval", () => {
    const { questions, ...page } = questionsPageFixture();
    const alone = questions.map((question) => ({
      ...question,
      distance: null,
      tabs: question.tabs.slice(0, 1).map((tab) => ({ ...tab, n: 1, people: null, distance: null })),
    }));
    const html = questionsHtml({ ...page, people: ["Ada"], questions: alone, against: null });
    tags(html);
    assert.match(html, /<title>A poll: Ada<\/title>/);
    assert.doesNotMatch(html, /Distance from people|people, n=|By group|50 % \[/);
  });

  test("what nobody answered is said, and of many questions the last stand in a table", () => {
    const { questions, ...page } = questionsPageFixture();
    const [first] = questions as [QuestionsPage["questions"][number]];
    const silent = { ...first, tabs: [], refused: 8 };
    assert.match(
      questionsHtml({ ...page, questions: [silent] }),
      /Nobody’s answer could be read: 8 of 8 answers missing/,
    );
    const many = Array.from({ length: 70 }, (_, i) => ({ ...first, id: `${i}`, text: `Question ${i}` }));
    const html = questionsHtml({ ...page, questions: many });
    tags(html);
    assert.match(html, /<summary>10 questions more<\/summary>/);
    assert.match(html, /70 of 70 questions can be held against people\. The first 60 are drawn\./);
    assert.ok(html.includes("Question 69"));
  });
});

describe("untrusted text", () => {
  test("questions, options, groups, models and messages with tags in them stay text", () => {
    const hostile = `</style></title><script>alert(1)</script><img src=x onerror='y'>"&\u202E\u0007`;
    const page = questionsHtml(filled(questionsPageFixture(), hostile));
    assert.ok(tags(page).every(({ name }) => name !== "script" && name !== "img"));
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.doesNotMatch(page, /\u202E|(?!\n)\p{Cc}/u);
  });

  test("any text in any place leaves the page well formed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), (text) => {
        tags(questionsHtml(filled(questionsPageFixture(), `a${text}z`)));
      }),
      { seed: 1, numRuns: 15 },
    );
  });
});

describe("what must be known before the answers are read", () => {
  const page = questionsPageFixture();
  const styled = (given: Partial<QuestionsPage["styles"]>): QuestionsPage => ({
    ...page,
    styles: { ...page.styles, ...given },
  });

  test("nothing of a bias that is small, or that may be chance", () => {
    assert.deepEqual(answerWarnings(page), []);
    // Of two options at most 0.5 above chance: half of it is 0.25.
    const { firstPlace, orderEffect } = page.styles;
    const unsure = {
      firstPlace: { ...firstPlace, value: 0.4, low: 0.25 },
      orderEffect: { ...orderEffect, value: 0.6, low: 0.5 },
    };
    assert.deepEqual(answerWarnings(styled(unsure)), []);
  });

  test("a place that decides, orders that change most answers, and one order that tells nothing", () => {
    const { firstPlace, orderEffect } = page.styles;
    const sure = styled({
      firstPlace: { ...firstPlace, value: 0.4, low: 0.3 },
      orderEffect: { ...orderEffect, value: 0.7, low: 0.6, n: 2 },
    });
    assert.deepEqual(answerWarnings(sure), [
      "The option shown first is taken in 90\u00a0% of answers; by chance it would be 50\u00a0%.",
      "Between two orders of the options 70\u00a0% of everybody’s answers change places (2 questions).",
    ]);
    const once = { ...sure, asked: { ...sure.asked, orders: 1 } };
    assert.match(answerWarnings(once)[1] ?? "", /Only one order was asked/);
  });

  test("farther from people than even answers, much missing, and weights that rest on few", () => {
    const farther = (side: ComparedSide): ComparedSide => ({
      ...side,
      gainOnEven: { ...side.gainOnEven, value: -0.1, low: -0.2, high: -0.01 },
    });
    const questions = page.questions.map((question) => ({
      ...question,
      refused: 4,
      tabs: question.tabs.map((tab) => ({ ...tab, designEffect: 3 })),
    }));
    const against = page.against && { ...page.against, sides: page.against.sides.map(farther) };
    assert.deepEqual(answerWarnings({ ...page, questions, against }), [
      "Farther from people than if every option were taken alike: 0.3 against 0.35, a gain of -0.1 [-0.2, -0.01] (n=2 questions).",
      // 4 + 4 refused and 1 failed of 16
      "56.3\u00a0% of 16 answers are missing: the others may not stand for them.",
      "The weights rest on few: the answers of 3 are worth those of 1 (design effect 3).",
    ]);
  });
});
