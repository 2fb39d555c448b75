// What a national debate leaves behind is what the measure of inconstancy reads: methods D4's worked discussion, played.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inconstancy } from "../../measure/drift/inconstancy.ts";
import { inconstancyOf } from "../../measure/drift/inconstancy-rates.ts";
import { ruleJudge } from "../../measure/testing-judge.ts";
import { debateFor, opinionsHeld } from "../../simulate/debate/opinions-held.ts";
import { nations, nationsEngine } from "../../simulate/debate/testing-nations.ts";

// Held A, B, B; voiced A and B, B, B and C; held A, B, D: the first and the third conform, the third confabulates.
const CAST = {
  Ada: { before: "A", voices: ["A", "B"], after: "A" },
  Bo: { before: "B", voices: ["B"], after: "B" },
  Cy: { before: "B", voices: ["B", "C"], after: "D" },
};

const judge = ruleJudge(({ tested }) => {
  const opinion = /for ([A-D])\b/.exec(String(tested.turn))?.[1] ?? null;
  return { reason: "So.", opinion, impersonates: false };
});

test("the rates and the measure find the same in a debate that was played", async () => {
  let world = nations(CAST);
  const engine = nationsEngine(CAST, { messages: 6 });
  while (!world.done) world = await engine.step(world);
  const found = inconstancyOf(opinionsHeld(world));
  assert.deepEqual(
    found.map(({ conformity, confabulation }) => [conformity, confabulation]),
    [
      [true, false],
      [false, false],
      [true, true],
    ],
  );
  const scored = async (of: "conformity" | "confabulation"): Promise<unknown[]> => {
    const measure = inconstancy({ of });
    const names = Object.keys(CAST);
    const all = names.map((name) =>
      measure.score(
        {
          persona: { schema: "dramatis.persona/1", name },
          personaVersion: "v",
          speaker: name,
          transcript: debateFor(world, name),
        },
        { judge, seed: 1 },
      ),
    );
    return (await Promise.all(all)).flat().map(({ value }) => value);
  };
  assert.deepEqual(await scored("conformity"), [1, 0, 1]);
  assert.deepEqual(await scored("confabulation"), [0, 0, 1]);
});
