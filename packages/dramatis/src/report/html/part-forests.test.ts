import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckResult } from "../../core/index.ts";
import { checkReportFixture, estimateFixture } from "../fixture.ts";
import { wellFormed } from "../well-formed.ts";
import { render } from "./escape.ts";
import { htmlReport } from "./page.ts";
import { partForests } from "./part-forests.ts";

const [RESULT] = checkReportFixture().results as [CheckResult];
const PART = { part: "openness", value: 0.8, low: 0.6, high: 0.9, n: 4 };

test("each measure with parts has a forest of them, with all of it beneath; a part without a value is said", () => {
  const result = {
    ...RESULT,
    measures: { "psy-cot": estimateFixture({ value: 0.7, low: 0.5, high: 0.85, n: 9 }) },
    parts: {
      "psy-cot": [PART, { part: "extraversion", value: null, low: null, high: null, n: 0 }],
      gone: [PART, PART],
    },
  };
  const drawn = render(partForests(result));
  wellFormed(drawn);
  assert.match(drawn, /<h3>By part<\/h3>/);
  assert.match(drawn, /openness 0\.8 \[0\.6, 0\.9\] n=4; extraversion –; all of it 0\.7 \[0\.5, 0\.85\] n=9/);
  assert.equal(drawn.match(/<svg/g)?.length, 1);
  assert.match(htmlReport({ ...checkReportFixture(), results: [result] }), /<h3>By part<\/h3>/);
});

test("a report of before parts were kept has none, and so has one whose parts have no value", () => {
  assert.equal(render(partForests(RESULT)), "");
  const none = { ...PART, value: null, low: null, high: null, n: 0 };
  const [measure = ""] = Object.keys(RESULT.measures);
  assert.equal(render(partForests({ ...RESULT, parts: { [measure]: [none, none] } })), "");
});

test("names of parts are escaped", () => {
  const [measure = ""] = Object.keys(RESULT.measures);
  const drawn = render(partForests({ ...RESULT, parts: { [measure]: [{ ...PART, part: "<b>&" }, PART] } }));
  wellFormed(drawn);
  assert.match(drawn, /&lt;b&gt;&amp;/);
});
