import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEmbedder, listModel } from "../../model/testing.ts";
import { cycleConsistency, cycleReward, implicitProfileUser } from "./implicit-profile-user.ts";
import { saying, talk } from "./testing-users.ts";

const PROFILE = { objective: "They keep bees in Leeds.", subjective: "They write in short bursts." };

test("the reward of the specification: .9, .7, .6 → 1.28 + .24 = 1.52", () => {
  // .8 · (.9 + .7) = 1.28; (1 − .8) · 2 · .6 = .24
  assert.ok(Math.abs(cycleReward({ facts: 0.9, manner: 0.7, human: 0.6 }) - 1.52) < 1e-12);
  assert.ok(Math.abs(cycleReward({ facts: 0.9, manner: 0.7 }) - 1.28) < 1e-12);
  assert.ok(Math.abs(cycleReward({ facts: 0.9, manner: 0.7, human: 0.6 }, { rho: 0.5 }) - 1.4) < 1e-12);
});

test("a profile told back word for word is 1; one that shares no word is 0; empty halves are told back when both are", async () => {
  const embedder = fakeEmbedder();
  const same = await cycleConsistency(PROFILE, PROFILE, { embedder });
  assert.ok(Math.abs(same.facts - 1) < 1e-6 && Math.abs(same.manner - 1) < 1e-6);
  const none = await cycleConsistency(PROFILE, { objective: "Nothing", subjective: "" }, { embedder });
  assert.ok(none.facts < 0.3);
  assert.equal(none.manner, 0);
  const empty = { objective: "", subjective: "" };
  assert.deepEqual(await cycleConsistency(empty, empty, { embedder }), { facts: 1, manner: 1 });
});

test("it has the profile and no goal, ten turns at most, and a repetition penalty of 1.2", async () => {
  const model = listModel(Array.from({ length: 12 }, (_, i) => `line ${i}`));
  const user = implicitProfileUser({ name: "Kim", profile: PROFILE, model });
  const { messages } = await talk(user, saying("I see."));
  assert.equal(messages.length, 20);
  assert.equal(model.asked[0]?.repetitionPenalty, 1.2);
  const system = model.asked[0]?.messages[0]?.content ?? "";
  assert.ok(system.includes(PROFILE.objective) && system.includes(PROFILE.subjective) && !system.includes("[DONE]"));
  assert.deepEqual(user.outcome(messages), { reached: null, by: "nothing", why: "there is no goal" });
});

test("of several drafts the one with the best reward is said; those of which nothing can be read rank last", async () => {
  const model = listModel(["dull", "unreadable", "bees", "so so"]);
  const rewards: Record<string, number | null> = { dull: 0.2, unreadable: null, bees: 1.1, "so so": 0.4 };
  const seen: string[][] = [];
  const user = implicitProfileUser({
    ...{ name: "Kim", profile: PROFILE, model },
    bestOf: {
      count: 4,
      reward: async (talk) => {
        seen.push(talk.map(({ text }) => text));
        return rewards[talk.at(-1)?.text ?? ""] ?? null;
      },
    },
  });
  const line = await user.speak([], { signal: undefined });
  assert.equal(line.text, "bees");
  assert.deepEqual(line.evidence, { rewards: [0.2, null, 1.1, 0.4] });
  assert.deepEqual(line.usage, { inputTokens: 40, outputTokens: 8 });
  assert.deepEqual(seen[2], ["bees"]);
  assert.equal(new Set(model.asked.map(({ seed }) => seed)).size, 4);
  // All unreadable: the first.
  const none = implicitProfileUser({
    ...{ name: "Kim", profile: PROFILE, model: listModel(["a", "b"]) },
    bestOf: { count: 2, reward: async () => null },
  });
  assert.equal((await none.speak([], { signal: undefined })).text, "a");
  const bestOf = { count: 0, reward: async () => 1 };
  assert.throws(() => implicitProfileUser({ name: "Kim", profile: PROFILE, model, bestOf }), /bestOf\.count/);
});
