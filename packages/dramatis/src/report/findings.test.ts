import assert from "node:assert/strict";
import { test } from "node:test";
import { failureGroups, findings, flagged, missingReason, verdictPhrase } from "./findings.ts";
import { checkReportFixture, estimateFixture } from "./fixture.ts";

const [marta] = checkReportFixture().results;
assert.ok(marta);

test("what two measures found on one line is said once, at the greatest strength and with the shortest quote", () => {
  const [first] = findings(marta);
  assert.deepEqual(first?.measures, ["contradiction-rate", "prompt-to-line", "atomic-fidelity"]);
  assert.equal(first?.quote, "I eat fish almost every day.");
  assert.equal(first?.strength, 0.968);
  assert.equal(findings(marta).length, marta.evidence.length - 2);
});

test("contradictions come first, the strongest first, and support last", () => {
  assert.deepEqual(
    findings(marta).map(({ verdict, strength }) => `${verdict} ${strength}`),
    [
      "contradicts 0.968",
      "contradicts 0.913",
      "contradicts 0.561",
      "repeats 0.818",
      "entails 0.981",
      "entails 0.902",
      "entails 0.874",
    ],
  );
  assert.equal(flagged(findings(marta)).length, 4);
});

test("the evidence given is not changed", () => {
  assert.deepEqual(marta, checkReportFixture().results[0]);
});

test("a finding says what it meets", () => {
  assert.deepEqual(flagged(findings(marta)).map(verdictPhrase), [
    "contradicts statement s3",
    "contradicts statement s2",
    "contradicts turn 1",
    "repeats turn 7",
  ]);
  const bare = { session: "a", turn: 0, quote: "b", strength: 1, measures: [] };
  assert.equal(verdictPhrase({ ...bare, verdict: "other" }), "flagged");
  assert.equal(verdictPhrase({ ...bare, verdict: "contradicts", against: { text: "c" } }), "contradicts the persona");
});

test("the same failure in three sessions is one group of three", () => {
  assert.deepEqual(
    failureGroups(marta).map(({ measure, times }) => [measure, times]),
    [
      ["question-answer", 3],
      ["prompt-to-line", 1],
    ],
  );
});

test("a missing value has a reason, with the fix where there is one", () => {
  const empty = estimateFixture({ value: null, n: 0 });
  assert.match(missingReason(marta, "question-answer", empty), /^unsupported: .*with --embedder/);
  assert.equal(missingReason(marta, "apc", { ...empty, missing: { ...empty.missing, refused: 2 } }), "2 refused");
  assert.equal(missingReason(marta, "apc", empty), "nothing to score");
});

test("what an interviewer asked stands with the answer; other questions do not", () => {
  const [result] = checkReportFixture().results;
  const [first] = result ? findings(result) : [];
  assert.ok(result && first);
  const session = result.transcripts.find((transcript) => transcript.session === first.session);
  const before = session?.messages.find(({ turn }) => turn === first.turn - 1);
  assert.ok(before);
  assert.equal(first.question, undefined);
  before.evidence = { probe: { kind: "bait", statement: "s1" } };
  assert.equal(findings(result)[0]?.question, before.text);
});
