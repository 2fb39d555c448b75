import assert from "node:assert/strict";
import { test } from "node:test";
import { nliConformance } from "dramatis/core/conformance";
import { understudyNli } from "./nli.ts";

nliConformance(() => understudyNli({ threads: 1 }));

const PAIRS: [premise: string, hypothesis: string, expected: "entail" | "neutral" | "contradict"][] = [
  ["I have two dogs.", "i have a couple of dogs, they are great", "entail"],
  ["I love pizza.", "pizza is my favorite, i eat it all the time", "entail"],
  ["I am a nurse.", "i work as a nurse at a hospital", "entail"],
  ["I have two dogs.", "i don't have any pets", "contradict"],
  ["I am a vegetarian.", "i just had a big steak for dinner", "contradict"],
  ["I hate country music.", "i love country music!", "contradict"],
  ["I live in Texas.", "i live in ohio", "contradict"],
  ["I am a nurse.", "what is your favorite color?", "neutral"],
  ["I live in Texas.", "my brother is a doctor.", "neutral"],
];

test("plain pairs are judged as a person would", async () => {
  const nli = await understudyNli({ threads: 1 });
  const verdicts = await nli.judge(PAIRS.map(([premise, hypothesis]) => ({ premise, hypothesis })));
  const wrong = PAIRS.filter(([, , expected], i) => {
    const verdict = verdicts[i];
    return !verdict || Math.max(verdict.entail, verdict.neutral, verdict.contradict) !== verdict[expected];
  });
  // A small judge errs; the card says how often. More than one of these wrong means that something is broken.
  assert.ok(wrong.length <= 1, JSON.stringify(wrong));
});

test("a verdict does not depend on what else is in the batch", async () => {
  const nli = await understudyNli({ threads: 1 });
  const pair = { premise: "I have two dogs.", hypothesis: "i have no pets at all" };
  const long = { premise: "I have two dogs.", hypothesis: "we went to the lake and swam all day. ".repeat(5) };
  const [alone] = await nli.judge([pair]);
  const [, among] = await nli.judge([long, pair, { premise: "I sing.", hypothesis: "i sing" }]);
  for (const label of ["entail", "neutral", "contradict"] as const) {
    assert.ok(Math.abs((alone?.[label] as number) - (among?.[label] as number)) < 1e-4);
  }
});

test("what cannot be judged is missing, what is long is read to its end", async () => {
  const nli = await understudyNli({ threads: 1 });
  const filler = "the weather was fine and we went for a walk. ".repeat(12);
  const endless = "word ".repeat(10_000);
  const [empty, mark, tooLong, short, long] = await nli.judge([
    { premise: "", hypothesis: "hello" },
    { premise: "?!", hypothesis: "hello" },
    { premise: endless, hypothesis: endless },
    { premise: "I hate country music.", hypothesis: filler },
    { premise: "I hate country music.", hypothesis: `${filler} i love country music.` },
  ]);
  assert.deepEqual([empty, mark, tooLong], [null, null, null]);
  assert.ok((long?.contradict as number) > (short?.contradict as number));
});
