import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Tag, wellFormed } from "../../well-formed.ts";
import { samplePageFixture } from "./fixture.ts";
import { sampleHtml } from "./sample-html.ts";
import type { SamplePage } from "./sample-page.ts";
import { sampleWarnings } from "./sample-warnings.ts";

function tags(page: string): Tag[] {
  return wellFormed(page.replace(/<style>.*<\/style>/su, "<style></style>"), ["meta", "link", "br"]);
}

/** The page with every text in it replaced. */
function filled(page: SamplePage, text: string): SamplePage {
  const fill = (one: unknown): unknown => {
    if (typeof one === "string") return `${text}${one}`;
    if (Array.isArray(one)) return one.map(fill);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inside]) => [key, fill(inside)]));
  };
  return fill(page) as SamplePage;
}

describe("the page of people who were drawn", () => {
  test("is one well-formed file without script or request, its drawings named and with their numbers in tables", () => {
    const page = sampleHtml(samplePageFixture());
    const all = tags(page);
    for (const { name, attributes } of all) {
      assert.ok(!["script", "img", "iframe", "object", "form", "base", "a"].includes(name), name);
      if (name === "th") assert.ok(attributes.scope);
      if (name === "svg") assert.ok(attributes.role === "img" && attributes["aria-label"]);
      for (const [key, value] of Object.entries(attributes)) {
        assert.ok(!key.startsWith("on") && key !== "style" && key !== "src", key);
        assert.doesNotMatch(value, /NaN|undefined|Infinity/, `${name} ${key}`);
      }
    }
    const number = (wanted: string): number => all.filter(({ name }) => name === wanted).length;
    assert.equal(number("caption"), number("table"));
    // A map of pairs, three variables, one trait.
    assert.equal(number("desc"), 5);
  });

  test("says how far it is from what was asked for, sizes, weights, and what no table says", () => {
    const page = sampleHtml(samplePageFixture());
    for (const text of [
      "1,000 people were drawn with seed 7. To meet every margin at most 9\u00a0% of them would have to change (degree). 3 were dropped, for whom nothing fitted.",
      "first pet <small>given others</small>",
      "51 %",
      // 200 of 800: Wilson's interval is 22.1 to 28.1
      "25 % [22, 28]",
      "n=800; drawn given other variables",
      "mean 0.52, sd 0.28, n=1,000",
      "depend on age and sex",
      "the effective sample size is 1,000",
      "400 rows, which weighted to the margins are worth 100 unweighted ones (design effect 4)",
      "no child is a doctor: 12 times",
      "first pet: 800 of 1,000 have a value",
      "Ages are drawn evenly within a group.",
      "https://example.org/x",
    ]) {
      assert.ok(page.includes(text), text);
    }
    // age and first pet are in no table together, and sex is with both of them.
    assert.match(page, /<th scope="row">age<\/th><td>sex<\/td><td>first pet<\/td>/);
    assert.doesNotMatch(page, /<th scope="row">sex<\/th><td>age, first pet<\/td>/);
  });

  test("the least that there can be: no margin, no trait, no source", () => {
    const bare = sampleHtml(
      samplePageFixture({
        ...{ margins: [], conditionals: [], pairs: [], rejected: [], traits: [], notes: [], sources: [], survey: null },
        ...{ dropped: 0, variables: [] },
      }),
    );
    tags(bare);
    assert.match(bare, /No margin was asked for\. Nobody was dropped\./);
    assert.match(bare, /nothing was ruled out/);
    assert.doesNotMatch(bare, /class="warning"|<h3>Traits/);
  });

  test("of a variable with many values the most frequent are drawn, and all are in the table", () => {
    const values = Array.from({ length: 40 }, (_, i) => ({ value: `v${i}`, drawn: (i + 1) / 820, target: null }));
    const page = sampleHtml(samplePageFixture({ variables: [{ name: "job", people: 820, values, tied: [] }] }));
    assert.match(page, /the 24 most frequent of 40/);
    assert.equal(page.match(/<text class="name" x="2"/g)?.length, 24);
    assert.match(page, /<th scope="row">v0<\/th>/);
  });
});

test("hostile text stays text, and any text leaves the page well formed", () => {
  const hostile = `</style></title><script>alert(1)</script><img src=x onerror='y'>"&\u202E\u0007`;
  const page = sampleHtml(filled(samplePageFixture(), hostile));
  assert.ok(tags(page).every(({ name }) => name !== "script" && name !== "img"));
  assert.doesNotMatch(page, /\u202E|(?!\n)\p{Cc}/u);
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), (text) => {
      tags(sampleHtml(filled(samplePageFixture(), `a${text}z`)));
    }),
    { seed: 1, numRuns: 15 },
  );
});

test("warns of people who were dropped, of what chance does not explain, and of weights that rest on few", () => {
  assert.deepEqual(sampleWarnings(samplePageFixture()), [
    // 3 of 1,003
    "0.299\u00a0% of those drawn were dropped, for whom nothing fitted.",
    "degree: 9\u00a0% of the people would have to change, where chance alone would leave 2\u00a0%.",
    "Weighted to the margins, the 400 rows behind them are worth 100: a few rows stand for many people.",
  ]);
  const [first] = samplePageFixture().margins;
  const calm = samplePageFixture({ dropped: 0, margins: first ? [first] : [], survey: { rows: 400, effective: 200 } });
  assert.deepEqual(sampleWarnings(calm), []);
});
