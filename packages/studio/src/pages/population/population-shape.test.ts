import assert from "node:assert/strict";
import { test } from "node:test";
import { binsOf, distanceOf, factsOf, marginRows, marginSentence, readSize, spaced } from "./population-shape.ts";

const SEX = {
  variable: "sex",
  values: [
    { value: "female", drawn: 0.5, target: 0.51 },
    { value: "male", drawn: 0.5, target: 0.49 },
  ],
};

test("a row for each value, the gap in percentage points with its sign", () => {
  assert.deepEqual(
    marginRows(SEX).map(({ label, targetText, drawnText, gapText }) => [label, targetText, drawnText, gapText]),
    [
      ["female", "51.0 %", "50.0 %", "−1.0"],
      ["male", "49.0 %", "50.0 %", "+1.0"],
    ],
  );
  const [near, free] = marginRows({
    variable: "age",
    values: [
      { value: "25-34", drawn: 0.5001, target: 0.5 },
      { value: "other", drawn: 0.2, target: null },
    ],
  });
  assert.deepEqual([near?.label, near?.gapText], ["25-34", "0.0"]);
  assert.deepEqual([free?.drawnText, free?.targetText, free?.gapText], ["20.0 %", "–", "–"]);
});

test("a variable's distance is the share of people who would have to change", () => {
  // ½(|.50 − .51| + |.50 − .49|) = .01
  assert.ok(Math.abs((distanceOf(SEX) ?? 1) - 0.01) < 1e-12);
  assert.equal(distanceOf({ variable: "job", values: [{ value: "cook", drawn: 1, target: null }] }), null);
});

test("the farthest margin is said in people", () => {
  const margins = [
    { name: "sex", tvd: 0.01, largest: 0.01 },
    { name: "age", tvd: 0.025, largest: 0.02 },
  ];
  // 0.025 of 2,000 people are 50.
  assert.equal(
    marginSentence(margins, 2000),
    "The farthest margin is age: 50 people of 2,000 would have to change (3 %).",
  );
  assert.match(
    marginSentence([{ name: "sex", tvd: 0.0004, largest: 0 }], 1000),
    /: 1 person of 1,000 would have to change \(<1 %\)/,
  );
  assert.equal(marginSentence([{ name: "sex", tvd: 0, largest: 0 }], 10), "Every margin is met exactly.");
  assert.equal(marginSentence([], 10), "The population asks for no margins.");
});

test("bins are shares of everybody; nobody is no share", () => {
  assert.deepEqual(binsOf({ bins: [1, 3] }), [
    { from: 0, to: 0.5, share: 0.25 },
    { from: 0.5, to: 1, share: 0.75 },
  ]);
  assert.deepEqual(binsOf({ bins: [0] }), [{ from: 0, to: 1, share: 0 }]);
});

test("a size is a whole number within what the server draws", () => {
  assert.deepEqual(readSize("200"), { size: 200 });
  for (const text of ["", " ", "0", "-1", "1.5", "5001", "ten"]) assert.ok("fault" in readSize(text), text);
});

test("what is known of a person is listed, facts before traits; a person of whom nothing is known has none", () => {
  const person = {
    identity: { social: { age_group: "25 to 34", maritalStatus: "single", age: 30 } },
    traits: [
      { dimension: "openness", level: 0.4129 },
      { dimension: "extraversion", facet: "E2", level: null },
    ],
  };
  assert.deepEqual(factsOf(person), [
    { name: "age group", value: "25 to 34" },
    { name: "marital status", value: "single" },
    { name: "age", value: "30" },
    { name: "openness", value: "0.413" },
    { name: "e2", value: "–" },
  ]);
  assert.deepEqual(factsOf({}), []);
  assert.equal(spaced("household_income"), "household income");
});
