import assert from "node:assert/strict";
import { test } from "node:test";
import type { GateVerdict } from "../core/index.ts";
import { checkReportFixture, estimateFixture } from "./fixture.ts";
import { coverage, gateOutcome, verdictSentence } from "./verdict-sentence.ts";

const [marta, tobias] = checkReportFixture().results;
assert.ok(marta && tobias);

function gate(...verdicts: GateVerdict["verdict"][]): GateVerdict[] {
  return verdicts.map((verdict) => ({ measure: "apc", bound: { min: 0 }, verdict, moreTurns: null, message: "" }));
}

test("one failed bound fails the gate, an open one leaves it undecided", () => {
  assert.equal(gateOutcome(gate("pass", "undecided", "fail")), "fail");
  assert.equal(gateOutcome(gate("pass", "undecided")), "undecided");
  assert.equal(gateOutcome(gate("pass")), "pass");
  assert.equal(gateOutcome([]), null);
  assert.equal(gateOutcome(undefined), null);
});

test("only the checked speaker's lines count", () => {
  assert.deepEqual(coverage(marta), { turns: 11, sessions: 3 });
});

test("the verdict says gate, contradictions, support and what has no score", () => {
  assert.equal(
    verdictSentence(marta),
    "The gate fails: 1 of 3 bounds not met. 3 of 11 lines in 3 sessions were found to contradict the persona or an " +
      "earlier line. 3 lines support it. 1 measure could not be scored.",
  );
  assert.equal(
    verdictSentence(tobias),
    "None of 4 lines in 2 sessions was found to contradict the persona or an earlier line. 1 line supports it.",
  );
  assert.match(verdictSentence({ ...tobias, gate: gate("pass") }), /^The gate passes: 1 bound met\./);
  assert.match(
    verdictSentence({ ...tobias, gate: gate("pass", "undecided") }),
    /^The gate is undecided: 1 of 2 bounds still open\./,
  );
});

test("a run that scored nothing says so and nothing else", () => {
  const empty = { apc: estimateFixture({ value: null, n: 0 }) };
  assert.equal(verdictSentence({ ...tobias, measures: empty, evidence: [] }), "Nothing could be scored.");
  assert.equal(verdictSentence({ ...tobias, measures: {}, evidence: [] }), "Nothing could be scored.");
});
