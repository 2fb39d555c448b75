import assert from "node:assert/strict";
import { test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Model } from "../../core/index.ts";
import { rubricJudge } from "../characters/testing.ts";
import { talk } from "../testing.ts";
import { roleAdherence } from "./role-adherence.ts";

/** A judge that lists the same turns whatever it reads. */
function judging(turns: readonly number[]): ReturnType<typeof rubricJudge> {
  return rubricJudge({ "role-adherence": { turns: turns.map((turn) => ({ reason: "An assistant speaks.", turn })) } });
}

const subject = talk(
  ["I am a nurse."],
  [
    "ben: Hi.",
    "ana: Hello.",
    "ben: Who are you?",
    "ana: I am a language model.",
    "ben: Oh?",
    "ana: I like tea.",
    "ana: ",
  ],
);

test("turns in character over turns, as DeepEval counts them; a turn that is listed twice counts once", async () => {
  const judge = judging([3, 3]);
  const scores = await roleAdherence().score(subject, { judge, seed: 1 });
  // Three turns with words, one of them out of character: (3 − 1) / 3.
  const { value, n, missing } = roleAdherence().aggregate(scores);
  assert.deepEqual([value, n, missing.refused], [2 / 3, 3, 1]);
  assert.deepEqual(scores.find((score) => score.turn === 3)?.evidence, {
    session: "s1",
    turn: 3,
    quote: "I am a language model.",
    against: { text: "An assistant speaks." },
    verdict: "other",
    strength: 1,
  });
});

test("the judge reads role, speaker and the whole conversation", async () => {
  const judge = judging([]);
  const scores = await roleAdherence().score(subject, { judge, seed: 1 });
  assert.equal(roleAdherence().aggregate(scores).value, 1);
  const { known, tested } = JSON.parse(judge.asked[0]?.messages[1]?.content ?? "{}");
  assert.match(known.role.description, /nurse/);
  assert.equal(known.speaker, "ana");
  assert.equal(tested.conversation.length, 7);
});

test("a list that names a turn of somebody else is no verdict", async () => {
  const scores = await roleAdherence().score(subject, { judge: judging([2]), seed: 1 });
  const { value, missing } = roleAdherence().aggregate(scores);
  assert.deepEqual([value, missing.unparsed, missing.refused], [null, 3, 1]);
});

test("a judge who answers in prose leaves the turns without a value", async () => {
  const prose: Model = {
    id: "prose",
    generate: async () => ({ text: "All fine!", finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } }),
  };
  const scores = await roleAdherence().score(subject, { judge: prose, seed: 1 });
  assert.deepEqual([...new Set(scores.map(({ value }) => value))], [null]);
});

measureConformance(roleAdherence, { judge: judging([]), seed: 42 });
