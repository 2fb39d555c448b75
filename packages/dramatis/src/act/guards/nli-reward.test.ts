import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeNli } from "../../model/testing.ts";
import { consistencyReward, nliReward } from "./nli-reward.ts";
import { anaView, candidatesOf, fakeScorer } from "./testing.ts";

const nli = fakeNli((premise, hypothesis) => {
  if (hypothesis === "no") return premise === "I sail." ? "contradict" : "entail";
  return hypothesis === "yes" ? "entail" : "neutral";
});
const view = anaView(["I sail.", "I have a dog."]);

test("half naturalness, half consistency", () => {
  // .5 · .8 + .5 · (−1) = −.1
  assert.ok(Math.abs(consistencyReward({ natural: 0.8, label: "contradict" }) + 0.1) < 1e-12);
  assert.equal(consistencyReward({ natural: 0.8, label: "neutral" }), 0.4);
  assert.equal(consistencyReward({ natural: 0.8, label: "entail" }), 0.9);
  const weights = { natural: 1, consistent: 0.25 };
  assert.equal(consistencyReward({ natural: 0.5, label: "entail", weights }), 0.75);
});

test("one contradicted claim outweighs an entailed one, and entailment a more natural reply", async () => {
  const candidates = candidatesOf(["no", "yes", "so"], [Math.log(0.8), Math.log(0.4), Math.log(0.8)]);
  const { index, reasons } = await nliReward({ nli }).choose(candidates, view);
  assert.equal(index, 1);
  assert.deepEqual(reasons, [
    "-0.1: naturalness 0.8, contradict",
    "0.7: naturalness 0.4, entail",
    "0.4: naturalness 0.8, neutral",
  ]);
});

test("where a score is missing the model gives all of them, after the persona and the conversation", async () => {
  const systems: string[] = [];
  const model = fakeScorer((continuation, system) => {
    systems.push(system);
    return { sum: continuation === "so" ? -1 : -8, tokens: 2 };
  });
  const { index } = await nliReward({ nli, model }).choose([{ text: "oh", score: -0.01 }, { text: "so" }], view);
  assert.equal(index, 1);
  assert.equal(systems.length, 2);
  for (const system of systems) assert.match(system, /I have a dog\./);
});

test("without scores or a model that scores it is unsupported", async () => {
  const generate = async (): Promise<never> => assert.fail("not asked");
  const choice = nliReward({ nli, model: { id: "mute", generate } }).choose([{ text: "so" }], view);
  await assert.rejects(choice, { code: "unsupported", need: "logprobs" });
});
