import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { fakeEmbedder, listModel } from "../../model/testing.ts";
import { relatedness } from "../dialogue/relatedness.ts";
import { measureJudge, rubricJudge } from "./case-judge.ts";

const rubric = {
  name: "fidelity",
  policy: "5: true to the persona.",
  shape: z.object({ reason: z.string(), score: z.number().int().min(1).max(5) }),
};

test("a rubric: the number of the verdict, or why there is none; a repeat draws anew", async () => {
  const model = listModel(['{"reason": "", "score": 4}', "I cannot judge this.", '{"reason": "", "score": 2}']);
  const judge = rubricJudge(model, { rubric, value: ({ score }) => score, retries: 0, concurrency: 1 });
  const one = { known: {}, tested: { reply: "I have a cat." } };
  assert.deepEqual(await judge.judge([one, one]), [{ value: 4 }, { value: null, missing: "refused" }]);
  assert.deepEqual(await judge.judge([one], { repeat: 1 }), [{ value: 2 }]);
  assert.deepEqual(
    model.asked.map(({ seed }) => seed),
    [undefined, undefined, 1],
  );
  assert.match(judge.decides, /^fidelity@[0-9a-f]{16}$/);
});

test("a measure: its score of the reply to what was said before", async () => {
  const judge = measureJudge(relatedness(), { embedder: fakeEmbedder(), seed: 1 });
  const known = { persona: ["I have a cat."], context: ["Hi.", "Hello.", "Do you have a cat?"] };
  const [same, empty, first] = await judge.judge([
    { known, tested: { reply: "do you have a cat" } },
    { known, tested: { reply: " " } },
    { known: {}, tested: { reply: "Hello." } },
  ]);
  assert.ok(Math.abs((same?.value ?? 0) - 1) < 1e-6);
  assert.deepEqual([empty?.value, empty?.missing], [null, "refused"]);
  assert.deepEqual([first?.value, first?.missing], [null, "unsupported"]);
  assert.equal(judge.id, "relatedness:fake-embedder-64");
  await assert.rejects(judge.judge([{ known: {}, tested: { text: "x" } }]), /expected a case such as/);
});
