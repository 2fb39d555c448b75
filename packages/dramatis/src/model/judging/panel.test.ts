import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { replying } from "../testing.ts";
import { judge } from "./judge.ts";
import { panel } from "./panel.ts";
import type { Rubric } from "./rubric.ts";

const rubric: Rubric<{ reason: string; score: number }> = {
  name: "fidelity",
  policy: "5: true to the persona.",
  shape: z.object({ reason: z.string(), score: z.number().int().min(1).max(5) }),
};
const one = { known: {}, tested: { reply: "I have a cat." } };
const says = (score: number) => judge(replying({ reason: "", score }));
const value = ({ score }: { score: number }): number => score;

test("mean, majority and disagreement over the judges that gave a verdict", async () => {
  const judges = [says(4), says(4), says(1), judge(replying("no idea"), { retries: 0 })];
  const [result] = await panel([one], { judges, rubric, value });
  // (4 + 4 + 1) / 3 = 3; 4 has two of three; distances 0, 3, 3: mean 2.
  assert.deepEqual([result?.mean, result?.majority, result?.disagreement, result?.n], [3, 4, 2, 3]);
  assert.deepEqual(
    result?.members.map(({ missing }) => missing),
    [undefined, undefined, undefined, "unparsed"],
  );
  assert.deepEqual(result?.usage, { inputTokens: 4, outputTokens: 4 });
});

test("no majority between two that differ; nothing where nobody says anything", async () => {
  const [split] = await panel([one], { judges: [says(2), says(5)], rubric, value });
  assert.deepEqual([split?.mean, split?.majority, split?.disagreement], [3.5, null, 3]);
  const [none] = await panel([one], { judges: [judge(replying("?"), { retries: 0 })], rubric, value });
  assert.deepEqual([none?.mean, none?.majority, none?.disagreement, none?.n], [null, null, null, 0]);
});
