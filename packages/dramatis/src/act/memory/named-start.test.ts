import assert from "node:assert/strict";
import { test } from "node:test";
import { namedStart } from "./named-start.ts";

const said = new Date("2025-05-10T12:00:00Z");

test("a named time is the day on which it began", () => {
  const starts: [string, string | undefined][] = [
    ["I have lived in Leeds since 2019.", "2019-01-01"],
    ["I got married in March 2021.", "2021-03-01"],
    ["In March I moved to York.", "2025-03-01"],
    ["I started a new job in October.", "2024-10-01"], // not yet this year
    ["I was born in May.", "2025-05-01"],
    ["I moved here three weeks ago.", "2025-04-19"], // 21 days before the 10th of May
    ["I quit smoking a year ago.", "2024-05-10"],
    ["I've been a nurse for 12 years.", "2013-05-10"],
    ["I have had a dog for the past two months.", "2025-03-10"],
    ["I moved to York last week.", "2025-05-03"],
    ["Yesterday I bought a boat.", "2025-05-09"],
    ["I have two dogs.", undefined],
    ["I march for peace.", undefined],
    ["I waited for two years.", undefined], // over, as far as it says
    ["I live in 2019 Elm Street", "2019-01-01"], // a known miss: a house number reads as a year
  ];
  for (const [sentence, start] of starts) assert.equal(namedStart(sentence, said), start, sentence);
});

test("from the last day of a long month, or over the end of a year", () => {
  // A month before the 31st of March there is no 31st: JavaScript counts on, to the 3rd of March.
  assert.equal(namedStart("I moved one month ago.", new Date("2025-03-31T00:00:00Z")), "2025-03-03");
  assert.equal(namedStart("I moved last week.", new Date("2025-01-03T00:00:00Z")), "2024-12-27");
});
