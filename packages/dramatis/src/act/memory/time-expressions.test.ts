import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { timeExpression } from "./time-expressions.ts";

/** A Wednesday. */
const NOW = new Date("2025-02-12T15:30:00Z");

/** The first and the last day of the time that a text names. */
function days(text: string, now = NOW): string | null {
  const span = timeExpression(text, now);
  if (span === null) return null;
  const [from, to] = [span.from, span.to - 1].map((time) => new Date(time).toISOString().slice(0, 10));
  return from === to ? `${from}` : `${from} to ${to}`;
}

describe("timeExpression", () => {
  const cases: Record<string, string | null> = {
    "What did I do yesterday?": "2025-02-11",
    "the day before yesterday": "2025-02-10",
    "What did we eat last night?": "2025-02-11",
    "three days ago": "2025-02-09",
    "3 weeks ago": "2025-01-19 to 2025-01-26",
    "a couple of weeks ago": "2025-01-26 to 2025-02-02",
    "a year ago": "2023-08-14 to 2024-08-13",
    "last week": "2025-02-03 to 2025-02-09",
    "this week": "2025-02-10 to 2025-02-16",
    "last weekend": "2025-02-08 to 2025-02-09",
    "last month": "2025-01-01 to 2025-01-31",
    "last year": "2024-01-01 to 2024-12-31",
    "Where was I last summer?": "2024-06-01 to 2024-08-31",
    "this winter": "2024-12-01 to 2025-02-28",
    "last winter": "2023-12-01 to 2024-02-29",
    "summer of 2023": "2023-06-01 to 2023-08-31",
    "in May": "2024-05-01 to 2024-05-31",
    "in February": "2025-02-01 to 2025-02-28",
    "last February": "2024-02-01 to 2024-02-29",
    "May 2021": "2021-05-01 to 2021-05-31",
    "on May 3rd": "2024-05-03",
    "on 3 January": "2025-01-03",
    "on 2024-02-29": "2024-02-29",
    "on 2023-02-29": null,
    "on Monday": "2025-02-10",
    "last Wednesday": "2025-02-05",
    "back in 2019": "2019-01-01 to 2019-12-31",
    "May I come in?": null,
    "I have 20240 things": null,
    "What do I like?": null,
    "": null,
  };
  for (const [text, expected] of Object.entries(cases)) {
    test(`${JSON.stringify(text)} is ${expected}`, () => {
      assert.equal(days(text), expected);
    });
  }

  test("hours and minutes are around their time", () => {
    assert.deepEqual(timeExpression("two hours ago", NOW), {
      from: Date.parse("2025-02-12T13:00:00Z"),
      to: Date.parse("2025-02-12T14:00:00Z"),
    });
  });

  test("in a season, last is the one before", () => {
    assert.equal(days("last summer", new Date("2025-07-01T00:00:00Z")), "2024-06-01 to 2024-08-31");
    assert.equal(days("this summer", new Date("2025-07-01T00:00:00Z")), "2025-06-01 to 2025-08-31");
  });
});
