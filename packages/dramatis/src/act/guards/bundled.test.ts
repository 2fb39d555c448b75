import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { understudyChat, understudyNli } from "@dramatis/understudy";
import type { Message } from "../../core/index.ts";
import { agent } from "../agent.ts";
import { nliRerank } from "./nli-rerank.ts";
import { rsa } from "./rsa.ts";
import { anaView } from "./testing.ts";

const isMissing = ["chat", "nli"].some((model) => {
  const weights = new URL(`../models/${model}/model.onnx`, import.meta.resolve("@dramatis/understudy"));
  return !existsSync(weights);
});

test("the bundled models draw, judge and choose", {
  skip: isMissing && "the bundled weights are not here",
}, async () => {
  const [model, nli] = await Promise.all([understudyChat({ threads: 1 }), understudyNli({ threads: 1 })]);
  const { persona } = anaView(["I have two dogs.", "I am a nurse.", "I live alone in Ohio."]);
  const history: Message[] = [{ session: "s1", turn: 0, speaker: "user", text: "Do you have any pets?" }];

  const reranked = agent(persona, { model, guards: [nliRerank({ nli })], candidates: 3, seed: 7 });
  const { text, usage, evidence } = await reranked.reply(history);
  const { candidates = [] } = evidence.guards?.[0] ?? {};
  assert.equal(candidates.length, 3);
  assert.equal(candidates.find(({ chosen }) => chosen)?.text, text);
  for (const { score = 1, reason } of candidates) {
    assert.ok(score < 0, `${score} is no log probability`);
    assert.match(reason, /before\): contradicts/);
  }
  assert.ok(usage.outputTokens >= 3);
  assert.deepEqual((await reranked.reply(history)).evidence, evidence, "the same again");

  for (const by of ["reply", "word"] as const) {
    const { reasons } = await rsa({ model, by }).choose(candidates, { persona, history });
    for (const reason of reasons) assert.match(reason, /^-\d+(\.\d+)?: a listener knows the persona with (0\.\d+|1)$/);
  }
});
