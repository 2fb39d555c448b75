import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEmbedder } from "../../model/testing.ts";
import { judgeInConversation, talk } from "../testing.ts";
import { activePassive } from "./active-passive.ts";
import { apc } from "./apc.ts";
import { deltaApc } from "./delta-apc.ts";

const near = (found: number | null | undefined, expected: number): void =>
  assert.ok(typeof found === "number" && Math.abs(found - expected) < 1e-6, `${found} is not ${expected}`);

test("the worked example: APC 1.84, neutral 1.2, ΔAPC .64", () => {
  // .9·.8 + .1·.95 = .815; .8·.1 + .2·.3 = .14; .1·.03 + .9·.98 = .885
  const result = activePassive([
    { g: 0.9, c: 0.05, e: 0.8 },
    { g: 0.8, c: 0.7, e: 0.1 },
    { g: 0.1, c: 0.02, e: 0.03 },
  ]);
  near(result.apc, 1.84);
  near(result.neutral, 1.2);
  near(result.delta, 0.64);
  for (const [i, term] of [0.815, 0.14, 0.885].entries()) near(result.perStatement[i], term);
});

const subject = talk(
  ["I have two dogs.", "I am a nurse."],
  ["ana: I am a cook.", "ben: I have two dogs.", "ana: Two dogs."],
);
const nli = judgeInConversation((premise, hypothesis) => {
  const pair = [premise, hypothesis].sort().join(" ");
  if (pair === "I am a cook. I am a nurse.") return { entail: 0, neutral: 0.2, contradict: 0.8 };
  return pair === "I have two dogs. Two dogs." ? { entail: 0.9, neutral: 0.1, contradict: 0 } : "neutral";
});
const context = { nli, embedder: fakeEmbedder(), seed: 42 };

test("a relevant claim wants to be entailed, the others want not to be contradicted", async () => {
  const [first, second] = await apc().score(subject, context);
  // Opens the conversation: g = 0 for both. (1 + (1 − .8)) / 2
  near(first?.value, 0.6);
  assert.equal(first?.evidence?.verdict, "contradicts");
  // The query equals the first claim, cosine 1: g = 1/(1+e^(−.74/.73)) = 0.733743. It shares one word of four with
  // "I am a nurse.", cosine ¼: g = 1/(1+e^(.01/.73)) = 0.496575. (.9 g₁ + (1 − g₁) + (1 − g₂)) / 2
  near(second?.value, 0.7150251);
  assert.equal(second?.evidence?.against?.statement, "s0");
  assert.equal(second?.evidence?.verdict, "entails");
});

test("ΔAPC is in points beyond a reply that says nothing", async () => {
  const measure = deltaApc();
  const [first, second] = await measure.score(subject, context);
  near(first?.value, -0.8);
  near(second?.value, 0.660369); // g·e of the first claim; the second has e = c = 0
  assert.equal(measure.aggregate([]).unit, "points");
});

test("the higher of c and e over both directions counts, and unjudged claims are left out", async () => {
  const oneWay = judgeInConversation((premise, hypothesis) => {
    if ([premise, hypothesis].includes("I am a nurse.")) return null;
    return premise === "Two dogs." ? { entail: 0.6, neutral: 0.4, contradict: 0 } : "neutral";
  });
  const scores = await apc().score(subject, { ...context, nli: oneWay });
  near(scores[0]?.value, 1); // one claim, passive, not contradicted
  near(scores[1]?.value, 0.7065027); // .6 g₁ + (1 − g₁)
});
