import assert from "node:assert/strict";
import { test } from "node:test";
import { contradictoryDates } from "./told-dates.ts";

test("ages and years that cannot both be true", () => {
  const cases: [string, string, string][] = [
    ["I'm 34 and I live in Ohio.", "I am 36 years old.", "ages 34 and 36"],
    ["I’m thirty-four.", "I am forty, to be honest.", "ages 34 and 40"],
    ["I was born in 1961 in a small town.", "I was born in the spring of 1964.", "born in 1961 and 1964"],
    ["I am 40 years old.", "When I was 52, I moved to Spain.", "was 52 and is 40"],
    ["I am 40.", "I retired early, at the age of 45.", "was 45 and is 40"],
    ["I was born in 1985.", "I graduated in 1979.", "did something in 1979, born in 1985"],
  ];
  for (const [before, answer, found] of cases) assert.equal(contradictoryDates(before, answer), found);
});

test("what can be true passes", () => {
  const cases: [string, string][] = [
    ["I am 34.", "I'm 34 years old, as I said."],
    ["I am 34.", "When I was 12, my sister was 40."],
    ["I am 34.", "I am 6 feet tall and I am 100% sure."],
    ["I was born in 1961.", "I married in 1985, in a church built in 1890."],
    ["My mother was born in 1940.", "I was born in 1961."],
    ["", "Nothing to tell."],
  ];
  for (const [before, answer] of cases) assert.equal(contradictoryDates(before, answer), undefined, answer);
});
