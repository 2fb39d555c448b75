import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { batchScore, overallScore, taskScore } from "./aggregate-grades.ts";

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared");
const EVALUATIONS = join(SHARED, "data/open/personagym/evaluations");

test("the mean of both evaluators, without what could not be read; then of batches; then of tasks", () => {
  const first = [
    [5, 4, null, 3, 5],
    [4, 4, 4, 4, 4],
  ]; // (17/4 + 4) / 2 = (4.25 + 4) / 2 = 4.125
  const second = [
    [3, 3, 3, 3, 3],
    [5, 5, 5, 5, 5],
  ]; // (3 + 5) / 2 = 4
  assert.equal(batchScore(first), 4.125);
  assert.equal(batchScore(second), 4);
  assert.equal(taskScore([first, second]), 4.0625); // (4.125 + 4) / 2
  // (4.0625 + 4 + 5 + 3.5 + 4.4375) / 5 = 21 / 5
  assert.equal(overallScore([4.0625, 4, 5, 3.5, 4.4375]), 4.2);
});

test("nothing read is null, never 0; an evaluator or a batch without a score is in no mean", () => {
  assert.equal(
    batchScore([
      [null, null],
      [null, null],
    ]),
    null,
  );
  assert.equal(
    batchScore([
      [null, null],
      [3, 5],
    ]),
    4,
  );
  assert.equal(taskScore([[[null]], [[2]]]), 2);
  assert.equal(taskScore([]), null);
  assert.equal(overallScore([4, null, 5]), null);
  assert.equal(overallScore([]), null);
});

test("the released scores of six models, from their tasks", {
  skip: !existsSync(EVALUATIONS) && "needs the PersonaGym data",
}, () => {
  const released = (model: string): { stored: number; recomputed: string } => {
    const read: Record<string, number> = JSON.parse(
      readFileSync(join(EVALUATIONS, `20240710_${model}`, "scores.json"), "utf8"),
    );
    const { PersonaScore: stored = 0, ...tasks } = read;
    assert.equal(Object.keys(tasks).length, 5);
    return { stored, recomputed: (overallScore(Object.values(tasks)) as number).toFixed(2) };
  };
  assert.deepEqual(
    ["gpt_35", "claude_3.5_sonnet", "llama_2_13b", "llama_2_70b", "llama_3_8b"].map(released),
    [4.38, 4.51, 3.98, 4.39, 4.49].map((stored) => ({ stored, recomputed: stored.toFixed(2) })),
  );
  // The stored figure is not the mean of its five: (2.47 + 4.28 + 3.04 + 4.47 + 4.94) / 5 = 19.2 / 5 = 3.84.
  assert.deepEqual(released("claude_3_haiku"), { stored: 3.64, recomputed: "3.84" });
});
