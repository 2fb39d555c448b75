import assert from "node:assert/strict";
import { test } from "node:test";
import { checkReportFixture } from "./fixture.ts";
import { mainMeasures } from "./main-measures.ts";

test("measures with a bound come first and those without any value are left out", () => {
  const measures = mainMeasures(checkReportFixture(), 20);
  assert.deepEqual(measures.slice(0, 4), [
    "contradiction-rate",
    "entailment-coverage",
    "line-to-line",
    "first-turn-out",
  ]);
  assert.ok(!measures.includes("question-answer"));
  assert.equal(mainMeasures(checkReportFixture(), 2).length, 2);
});
