import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Subject } from "../../core/index.ts";
import { notedConversation } from "../testing-conversations.ts";
import { shapeJudge } from "../testing-judge.ts";
import { GOAL_DIMENSIONS, GOAL_SCORES, type GoalDimension, goalScores } from "./goal-scores.ts";
import { rubricJudge } from "./testing.ts";

const DIMENSIONS = Object.keys(GOAL_DIMENSIONS) as GoalDimension[];

/** In the order believability, relationship, knowledge, secret, social rules, financial, goal. */
const verdict = (...scores: number[]) =>
  Object.fromEntries(DIMENSIONS.map((one, i) => [one, { reasoning: `Why ${one}.`, score: scores[i] }]));

const WORKED = [8, 2, 5, 0, 0, 1, 7];

const subject = (
  probe: object | undefined = { kind: "scene", goal: "Sell the boat.", secret: "It leaks." },
): Subject => ({
  persona: { schema: "dramatis.persona/1", name: "Ana", statements: [{ id: "s0", text: "I sail." }] },
  personaVersion: "v",
  speaker: "Ana",
  transcript: {
    session: "s1",
    messages: [
      { session: "s1", turn: 0, speaker: "Bo", text: "What do you ask?", ...(probe && { evidence: { probe } }) },
      { session: "s1", turn: 1, speaker: "Ana", text: "Two hundred." },
    ],
  },
});

describe("goal-scores", () => {
  measureConformance(() => goalScores(), { judge: shapeJudge(), seed: 1 }, notedConversation);

  test("the worked example: the mean of seven, 23/7", async () => {
    const judge = rubricJudge({ "goal-scores": verdict(...WORKED) });
    const [score] = await goalScores().score(subject(), { judge, seed: 1 });
    assert.ok(Math.abs((score?.value ?? 0) - 23 / 7) < 1e-12); // (8 + 2 + 5 + 0 + 0 + 1 + 7) / 7 = 3.286
    // Knowledge 5 of 0..10 is half of its range; believability .8, relationship .7, secret 1, rules 1, financial .6, goal .7.
    assert.equal(score?.evidence?.against?.text, "Why knowledge.");
    const [one] = await goalScores({ dimension: "relationship" }).score(subject(), { judge, seed: 1 });
    assert.equal(one?.value, 2);
    assert.match(judge.asked[0]?.messages[1]?.content ?? "", /Sell the boat.*It leaks/);
  });

  test("a secret of +1 is no verdict", async () => {
    const bad = verdict(8, 2, 5, 1, 0, 1, 7);
    assert.equal(GOAL_SCORES.shape.safeParse(bad).success, false);
    assert.equal(GOAL_SCORES.shape.safeParse(verdict(...WORKED)).success, true);
    for (const [at, value] of [
      [0, 11],
      [1, -6],
      [2, -1],
      [3, -11],
      [4, 1],
      [5, 6],
      [6, 2.5],
    ] as const) {
      assert.equal(GOAL_SCORES.shape.safeParse(verdict(...WORKED.with(at, value))).success, false, DIMENSIONS[at]);
    }
    const scores = await goalScores().score(subject(), { judge: rubricJudge({ "goal-scores": bad }), seed: 1 });
    const { value, missing } = goalScores().aggregate(scores);
    assert.deepEqual([value, missing.unparsed], [null, 1]);
  });

  test("without a goal there is nothing to score", async () => {
    const judge = rubricJudge({ "goal-scores": verdict(...WORKED) });
    for (const probe of [{ kind: "scene" }, { kind: "scene", goal: 3 }, { kind: "lore", goal: "x" }]) {
      assert.deepEqual(await goalScores().score(subject(probe), { judge, seed: 1 }), []);
    }
  });
});
