import assert from "node:assert/strict";
import { test } from "node:test";
import type { Subject } from "../core/index.ts";
import { baitResistance } from "./fidelity/bait-resistance.ts";
import { probeAnswers } from "./fidelity/probe-answers.ts";
import { judgeInConversation, talk } from "./testing.ts";

const nli = judgeInConversation((premise, hypothesis) => {
  if (hypothesis !== "I have two dogs.") return "neutral";
  return premise.includes("two dogs") ? "entail" : premise.includes("cats") ? "contradict" : "neutral";
});

/** Ana's answers, each to a probe about her dogs. */
function answers(probe: object, replies: readonly string[]): Subject {
  const subject = talk(
    ["I have two dogs."],
    replies.flatMap((reply) => ["ben: Do you have two dogs?", `ana: ${reply}`]),
  );
  for (const message of subject.transcript.messages) {
    if (message.speaker === "ben") message.evidence = { probe: { statement: "s0", ...probe } };
  }
  return subject;
}

async function values(measure: ReturnType<typeof probeAnswers>, subject: Subject): Promise<unknown[]> {
  const scores = await measure.score(subject, { nli, seed: 1 });
  return scores.map(({ value, missing }) => value ?? missing);
}

test("yes and no decide where the true one is known, then the judge, and what neither decides is missing", async () => {
  const said: [string, unknown][] = [
    ["Yes, I do.", 1],
    ["oh , yeah", 1],
    ["No, only cats.", 0],
    ["Not really.", 0],
    ["I have two dogs.", 1],
    ["I only have cats.", 0],
    ["Why do you ask?", "unparsed"],
    ["No idea, I have two dogs.", 1],
    ["Right now I have two dogs.", 1],
    ["", "refused"],
  ];
  const subject = answers(
    { kind: "yes-no", expected: "yes" },
    said.map(([text]) => text),
  );
  assert.deepEqual(
    await values(probeAnswers(), subject),
    said.map(([, value]) => value),
  );
  // 5 of 8 that were decided are right.
  const scores = await probeAnswers().score(subject, { nli, seed: 1 });
  const { value, n, missing } = probeAnswers().aggregate(scores);
  assert.deepEqual([value, n, missing.unparsed, missing.refused], [5 / 8, 8, 1, 1]);
});

test("a bait is resisted by no; where it holds a not, only the judge can tell", async () => {
  const plain = answers({ kind: "bait", expected: "no" }, ["No, not at all.", "Yes, five."]);
  assert.deepEqual(await values(baitResistance(), plain), [1, 0]);
  const negated = answers({ kind: "bait" }, ["No.", "No, I have two dogs.", "Yes, I have cats."]);
  assert.deepEqual(await values(baitResistance(), negated), ["unparsed", 1, 0]);
});

test("only probes of the kind about a claim of the persona count; without any there is nothing to score", async () => {
  const lacking = [
    { kind: "bait", expected: "no" },
    { kind: "yes-no", statement: "s9" },
    { kind: "yes-no", statement: 3 },
  ];
  for (const probe of lacking) {
    assert.deepEqual(await values(probeAnswers(), answers(probe, ["Yes."])), []);
  }
  const odd = answers({ kind: "yes-no", expected: "maybe" }, ["Yes, I have two dogs.", "Yes."]);
  assert.deepEqual(await values(probeAnswers(), odd), [1, "unparsed"]);
  const plain = talk(["I have two dogs."], ["ben: Do you have two dogs?", "ana: Yes."]);
  assert.deepEqual(await values(probeAnswers(), plain), []);
});
