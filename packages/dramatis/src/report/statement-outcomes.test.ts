import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "./findings.ts";
import { checkReportFixture } from "./fixture.ts";
import { statementOutcomes } from "./statement-outcomes.ts";

const [marta] = checkReportFixture().results;
assert.ok(marta);

test("given statements keep their order, met or not, and others that were met follow", () => {
  const outcomes = statementOutcomes(findings(marta), [
    { id: "s4", text: "I was born in 1961." },
    { id: "s2", text: "I have two dogs." },
  ]);
  assert.deepEqual(
    outcomes.map(({ id, contradictedBy, entailedBy }) => [id, contradictedBy.length, entailedBy.length]),
    [
      ["s4", 0, 0],
      ["s2", 1, 1],
      ["s3", 1, 0],
      ["s5", 0, 1],
      ["s1", 0, 1],
    ],
  );
});
