import assert from "node:assert/strict";
import { test } from "node:test";
import { talk } from "../testing.ts";
import { questionRate } from "./question-rate.ts";

test("the share of turns with a question mark; an empty turn is no turn", async () => {
  const lines = ["ana: Hi! How are you?", "ben: Fine?", "ana: Good.", "ana: Why。ほんと？", "ana: Bye", "ana: "];
  const measure = questionRate();
  const scores = await measure.score(talk([], lines), { seed: 42 });
  const { value, n, missing } = measure.aggregate(scores);
  assert.deepEqual([value, n, missing.refused], [0.5, 4, 1]);
});

test("the turn with the most question marks is pointed at, and none where nothing is asked", async () => {
  const evidence = async (lines: string[]) =>
    (await questionRate().score(talk([], lines), { seed: 42 })).flatMap((score) => score.evidence ?? []);
  assert.deepEqual(await evidence(["ana: You?", "ana: What? Why？"]), [
    { session: "s1", turn: 1, quote: "What? Why？", verdict: "other", strength: 2 / 3 },
  ]);
  assert.deepEqual(await evidence(["ana: Hi."]), []);
});
