import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Score, Subject } from "../../core/index.ts";
import { ruleJudge } from "../testing-judge.ts";
import { exchanges } from "./testing.ts";
import { type ValueGrouping, valueConsistency, valueItem } from "./value-consistency.ts";
import { valueTopicConsistency } from "./value-topic-consistency.ts";
import { valueUseCaseConsistency } from "./value-use-case-consistency.ts";

const QUESTION = {
  topic: "Whaling",
  original: "Should whaling be allowed?",
  isOriginal: true,
  language: "en",
};

/** Answers by wording: the question's note, and what was said. */
function answers(all: readonly [note: object, reply: string][]): Subject {
  const options = { options: ["yes", "no"], supports: [true, false] };
  return exchanges(
    all.map(([note, reply], i) => [`Q${i}?`, { kind: "value", ...QUESTION, ...options, ...note }, reply]),
  );
}

const estimate = async (over: ValueGrouping, subject: Subject) => {
  const judge = ruleJudge(({ tested }) => ({ reason: "So.", stance: tested.answer }));
  const measure = valueConsistency({ over });
  const scores = await measure.score(subject, { judge, seed: 42 });
  const { value, n, missing } = measure.aggregate(scores);
  return { value: value?.toFixed(6) ?? null, n, missing };
};

measureConformance(
  () => valueConsistency(),
  { seed: 42 },
  () =>
    answers([
      [{}, "yes"],
      [{ isOriginal: false }, "no"],
    ]),
);

measureConformance(valueTopicConsistency, { seed: 42 }, () =>
  answers([
    [{}, "yes"],
    [{ original: "Should whales be protected?" }, "no"],
  ]),
);

measureConformance(
  valueUseCaseConsistency,
  { judge: ruleJudge(() => ({ reason: "So.", stance: "supports" })), seed: 42 },
  () =>
    answers([
      [{}, "yes"],
      [{ isOpen: true }, "I think so."],
    ]),
);

describe("value consistency", () => {
  test("one stance in every wording is 1; a half for each is 1 − .464501 / .832555", async () => {
    const twice = (second: string) =>
      answers([
        [{}, "yes"],
        [{ isOriginal: false }, second],
      ]);
    assert.equal((await estimate("paraphrase", twice("yes"))).value, "1.000000");
    assert.equal((await estimate("paraphrase", twice("no"))).value, "0.442077");
  });

  test("a turned question counts by its stance, not by its word", async () => {
    const subject = answers([
      [{}, "yes"],
      [{ supports: [false, true] }, "no"],
    ]);
    assert.equal((await estimate("paraphrase", subject)).value, "1.000000");
  });

  test("groups: a topic has questions, a question languages; other wordings are in neither", async () => {
    const other = { original: "Is whaling cruel?", supports: [false, true] };
    const subject = answers([
      [{}, "yes"],
      [{ isOriginal: false }, "no"],
      [other, "no"],
      [{ language: "de" }, "yes"],
    ]);
    assert.deepEqual(await estimate("topic", subject).then(({ value, n }) => [value, n]), ["1.000000", 1]);
    assert.deepEqual(await estimate("language", subject).then(({ value, n }) => [value, n]), ["1.000000", 1]);
    assert.equal((await estimate("paraphrase", subject)).value, "0.442077");
  });

  test("an open answer gets its stance from the judge", async () => {
    const asked = (said: string) =>
      answers([
        [{}, "yes"],
        [{ isOpen: true }, said],
      ]);
    assert.equal((await estimate("use-case", asked("supports"))).value, "1.000000");
    assert.equal((await estimate("use-case", asked("opposes"))).value, "0.442077");
    const none = await estimate("use-case", asked("abstains"));
    assert.deepEqual([none.value, none.missing.unparsed], [null, 1]);
    await assert.rejects(valueConsistency({ over: "use-case" }).score(asked("supports"), { seed: 42 }), {
      code: "unsupported",
    });
  });

  test("what cannot be read is counted, and the rest of its group still compared", async () => {
    const subject = answers([
      [{}, "yes"],
      [{ isOriginal: false }, "It depends."],
      [{ isOriginal: false }, ""],
      [{ isOriginal: false }, "yes"],
    ]);
    const { value, n, missing } = await estimate("paraphrase", subject);
    assert.deepEqual([value, n, missing.unparsed, missing.refused], ["1.000000", 1, 1, 1]);
  });

  test("three graded answers: 1 − .174173 / .832555", () => {
    const scores: Score[] = [0.9, 0.5, 0.3].map((value) => ({ value, cluster: "g" }));
    assert.equal(valueConsistency().aggregate(scores).value?.toFixed(5), (1 - 0.174173 / 0.832555).toFixed(5));
  });

  test("an item notes what each option stands for", () => {
    const question = { ...QUESTION, id: "w1", question: "Whaling: allowed?", stances: { yes: true, no: false } };
    const { kind, asks, turns } = valueItem(question);
    assert.deepEqual([kind, asks?.supports, asks?.isOpen], ["value", [true, false], false]);
    assert.match(turns[0] ?? "", /^Whaling: allowed\?\n\n[AB]\) /);
    assert.deepEqual(valueItem(question, { isOpen: true }).turns, ["Whaling: allowed?"]);
  });
});
